"""The trades of a farmers' market, kept in rows of their own (划行归市)."""

TRADES = (
    "水产",
    "鲜肉",
    "清真",
    "蔬菜",
    "水果",
    "豆制品面食",
    "熟食",
    "粮油干货",
    "禽蛋",
    "小吃",
    "百货",
)
