"""How the vendors of the demo pay, by the keys of their parts."""

METHODS = ("wechat",) * 5 + ("cash",) * 3 + ("alipay",) * 2 + ("bank",) * 2
# how many of their last bills they have not paid
UNPAID = {
    **{"hall/001": 2, "hall/012": 1, "hall/021": 3, "hall/035": 1, "hall/042": 1, "hall/052": 2},
    **{"hall/063": 1, "container/009": 2, "container/018": 1, "street/008": 1},
}
# of those, who has paid half of it, and whose transfer came back
HALF_PAID = "hall/042"
BOUNCED = "hall/063"
# who has left money for later
AHEAD = "hall/036"
# who paid in cash today
AT_THE_DESK = ("hall/005", "hall/020", "hall/044", "container/002", "street/002")
