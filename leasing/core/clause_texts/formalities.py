"""Personal data, letters, signing, disputes."""

from collections.abc import Iterator

from leasing.core.lease_facts import LeaseFacts

PRIVACY = (
    "出租方为订立和履行本合同、依法履行食品安全和市场管理义务，处理承租方的姓名、联系方式和证件信息；"
    "身份证号、健康证明等敏感个人信息另行取得单独同意。出租方采取加密和访问记录等措施保护，不用于其他目的，"
    "合同终止且法定保存期限届满后删除（《个人信息保护法》第十三条、第二十八条至第三十条、第四十七条）。"
)
LETTERS = (
    "双方的通知可以书面送达，也可以发送至承租方登记的手机号码。承租方变更号码的，应当及时告知出租方。"
    "解除合同的通知，以及停止供水、供热、供气的文书，采用纸质书面形式送达（《电子签名法》第三条）。"
)
SIGNING = (
    "本合同可以手写签字或者盖章，也可以使用可靠的电子签名：承租方在登记的手机上阅读全文，逐条确认加粗条款，"
    "并以发送至该手机的验证码确认签署，系统记录合同文件的数字摘要、签署时间和网络地址（《电子签名法》第十三条、第十四条）。"
    "本合同一式两份，双方各执一份；电子文本与纸质文本内容一致。"
)
DISPUTES = "本合同未约定的，依照法律规定。发生争议先行协商；协商不成的，任何一方可以向摊位所在地人民法院起诉。"


def clauses(facts: LeaseFacts) -> Iterator[tuple[str, str, bool]]:
    """These stand in every lease."""
    yield "个人信息", PRIVACY, False
    yield "通知", LETTERS, False
    yield "签署", SIGNING, False
    yield "争议解决", DISPUTES, False
