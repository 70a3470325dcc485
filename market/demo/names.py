"""Invented names. Any likeness to somebody is chance."""

from random import Random

SURNAMES = (
    *("王", "李", "张", "刘", "于", "孙", "丛", "宋", "姜", "毕", "邹", "陈", "杨", "徐", "林"),
    *("隋", "鞠", "慕", "吕", "曲", "连", "董", "苗", "侯", "车", "谷", "戚", "牟", "单", "解"),
)
_FIRST = "海明丽建国秀英志春兰玉晓永军红洪文淑德福雪云长广金凤瑞立新宝学"
_SECOND = "生华强梅燕霞波涛芳莹峰平玲娟勇敏杰红军萍东辉娜静涵琳斌超凯颖"

# what a shop of a trade calls itself, after the surname
SIGNS = {
    "水产": ("记海鲜", "家渔行", "记活水产", "家鱼档", "老鲅鱼铺"),
    "鲜肉": ("记鲜肉", "家肉铺", "记冷鲜肉", "家黑猪肉"),
    "清真": ("记清真牛羊肉", "家清真熟食", "记清真鲜切羊"),
    "蔬菜": ("记蔬菜", "家菜摊", "记山野菜", "家大棚菜", "记净菜"),
    "水果": ("记鲜果", "家果园", "记水果", "家苹果"),
    "豆制品面食": ("记豆腐坊", "家馒头铺", "记鲜面条", "家手工饺子皮", "记豆制品"),
    "熟食": ("记酱货", "家烧鸡", "记卤味", "家凉菜"),
    "粮油干货": ("记粮油", "家干货", "记花生油坊", "家杂粮"),
    "禽蛋": ("记鲜蛋", "家土鸡蛋", "记白条鸡"),
    "小吃": ("记炸串", "家锅贴", "记冰粉", "家烤冷面", "记糖葫芦", "家疙瘩汤", "记柠檬茶"),
    "煎炸小吃": ("记炸串", "家炸蘑菇", "记锅贴"),
    "海鲜小吃": ("记海鲜疙瘩汤", "家铁板鱿鱼", "记海肠捞饭"),
    "饮品甜品": ("记冰粉", "家手打柠檬茶", "记糖水"),
    "面食小炒": ("记炒面", "家煎饼果子", "记烤冷面"),
}

GOODS = {
    "水产": ("海鱼", "虾", "蟹", "贝类", "海参", "海带"),
    "鲜肉": ("猪肉", "牛肉", "排骨", "下货"),
    "清真": ("牛肉", "羊肉", "牛杂"),
    "蔬菜": ("叶菜", "根茎", "茄果", "菌菇", "山野菜", "葱姜蒜"),
    "水果": ("苹果", "梨", "草莓", "无花果", "樱桃", "葡萄"),
    "豆制品面食": ("豆腐", "豆皮", "馒头", "面条", "饺子皮"),
    "熟食": ("酱肉", "烧鸡", "卤味", "凉拌菜"),
    "粮油干货": ("大米", "面粉", "花生油", "杂粮", "木耳", "虾皮"),
    "禽蛋": ("鸡蛋", "鸭蛋", "白条鸡"),
}

# signs and people that an export, a font or a search may stumble over: shop, person, kind
RARE = {
    "hall/001": ("蔄记海鲜", "蔄海生", "household"),
    "hall/014": ("镕记鲜肉", "孙志镕", "household"),
    "hall/022": ("老蔄家酱货", "蔄晓涵", "person"),
    "hall/027": ("𠮷祥豆腐坊", "于𠮷祥", "household"),
    "hall/036": ("堃源粮油有限公司", "王堃", "company"),
    "hall/064": ("阿依古丽清真牛羊肉", "阿依古丽·买买提", "household"),
    "container/006": ("海湾咖啡 Harbour Coffee", "Nora Quill", "household"),
    "container/020": ("蔄山特产有限公司", "丛镕堃", "company"),
    "street/003": ("星空𠮷小丸子", "田𠮷满", "household"),
    "guest/001": ("蔄小满冰粉", "蔄小满", "person"),
    "applicant/005": ("堃哥锅贴", "毕堃", "person"),
    "applicant/010": ("古丽馕饼", "古丽娜尔·艾山", "person"),
    "grower/001": ("后山口村果蔬合作社", "车长福", "cooperative"),
    "grower/004": ("西蔄村蔬菜合作社", "蔄玉山", "cooperative"),
}


def person(throw: Random) -> str:
    """A name of two or three characters."""
    second = throw.choice(_SECOND) if throw.random() < 0.8 else ""
    return throw.choice(SURNAMES) + throw.choice(_FIRST) + second


def shop(contact: str, trade: str, throw: Random) -> str:
    """What such a person's shop is called."""
    return contact[0] + throw.choice(SIGNS.get(trade, (f"记{trade}", f"家{trade}")))


def goods(trade: str, throw: Random) -> list[str]:
    """Two to four kinds of goods of a trade; the trade itself where it has no kinds."""
    kinds = GOODS.get(trade)
    if kinds is None:
        return [trade]
    return throw.sample(kinds, min(len(kinds), throw.randint(2, 4)))
