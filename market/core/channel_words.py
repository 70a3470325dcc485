"""How papers, which are in Chinese, call the ways of a message and what became of it."""

CHANNEL_ZH = {
    "mailbox": "本地信箱",
    "inbox": "站内消息",
    "email": "电子邮件",
    "sms": "短信",
    "wecom": "企业微信",
    "wecom_robot": "企业微信群机器人",
    "dingtalk": "钉钉",
    "feishu": "飞书",
    "wechat": "微信模板消息",
    "wechat_subscription": "微信订阅消息",
    "call": "电话",
    "slip": "纸条",
}
DONE_ZH = {
    "sent": "已发出",
    "failed": "没发出去",
    "put off": "稍后再试",
    "another way": "换一种方式",
    "no answer": "没有回音",
    "unknown": "不确定是否送达",
    "delivered": "已送达",
    "not delivered": "未送达",
    "retry": "重发",
    "hurry": "立即发",
    "arrived": "经核实已送达",
    "reached": "已告知本人",
    "missed": "没联系上",
    "drop": "不再发",
}
OCCASION_ZH = {
    "rent_due": "缴费通知",
    "rent_overdue": "缴费通知（已到期）",
    "permit_expiring": "证件到期提示",
    "permit_lapsed": "证件已过期",
    "demand_issued": "催缴函",
    "termination_notice": "解除合同通知",
    "agreement_proposed": "分期方案",
    "settlement_proposed": "押金结算",
}
