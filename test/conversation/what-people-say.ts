/**
 * What a rep (zhangwei) says in plain words, and what it is taken for: a command with what was understood; `offers …`
 * for a line to be sent with one number; `asks …` for a question of the command's own; `doubts …` for what is asked,
 * denied or still to come, with the line to send once it is so; `hint` for what is no such sentence.
 */
export const WHAT_PEOPLE_SAY = `
把客户A推进到商机 | move lead=客户A stage=商机
推进客户A到商机 | move lead=客户A stage=商机
客户A推进到商机 | move lead=客户A stage=商机
客户A推进到商机了 | move lead=客户A stage=商机
客户A 推进 商机 | move lead=客户A stage=商机
客户A推进商机 | move lead=客户A stage=商机
把客户A推到报价阶段 | move lead=客户A stage=报价
请帮我把客户A推进到商机，谢谢 | move lead=客户A stage=商机
麻烦把 客户A 推进 到 商机 吧 | move lead=客户A stage=商机
把客户A移到报价 | move lead=客户A stage=报价
把客户A → 报价 | move lead=客户A stage=报价
客户A 到报价了 | move lead=客户A stage=报价
客户A已经到报价阶段了 | move lead=客户A stage=报价
客户A进入商机了 | move lead=客户A stage=商机
客户A进了商机 | move lead=客户A stage=商机
客户A到报价了，方案发过去了 | move lead=客户A stage=报价 note=方案发过去了
云帆软件昨天到报价了 | move lead=云帆软件 stage=报价 on=2026-06-09
推进星河科技 | move lead=星河科技有限公司
推进一下客户A | move lead=客户A
把客户A往前推一步 | move lead=客户A
星河推进到商机 | move lead=星河科技有限公司 stage=商机
#1推进到商机 | move lead=客户A stage=商机
把客户A、云帆软件推进到报价 | move lead=客户A stage=报价 + move lead=云帆软件 stage=报价
把客户A、没听过的、云帆软件推进到报价 | offers /推进 客户A、没听过的、云帆软件 报价
客户A推进到商机，云帆软件推进到报价 | offers /推进 客户A 商机
客户A成交了，云帆软件丢单了 | offers /成交 客户A
客户A和云帆软件推进到报价 | move lead=客户A stage=报价 + move lead=云帆软件 stage=报价
客户A、云帆软件丢单了，价格 | lose lead=客户A reason=价格 + lose lead=云帆软件 reason=价格
客户A和没听过的公司推进到报价 | asks 没有找到「客户A和没听过的公司」，要新建吗
客户A、云帆软件成交了 | hint
明天跟进客户A、云帆软件 | next lead=客户A on=2026-06-11 text=跟进 + next lead=云帆软件 on=2026-06-11 text=跟进
软件推进到报价 | offers /推进 云帆软件 报价
我想推进客户A到商机 | offers /推进 客户A 商机
客户A到商机了，但是预算没批 | offers /推进 客户A 商机 备注=但是预算没批
推进客户A到合同 | asks /推进 没做，没有阶段「合同」，有：线索、意向、商机、报价、成交
推进不存在的公司到商机 | asks 没有找到「不存在的公司」，要新建吗
它推进到商机 | asks /推进 没做，不知道「它」是哪个客户，10 分钟内这里没有提到过。把名字写上再发
把云帆软件退回意向，预算被砍 | back lead=云帆软件 stage=意向 why=预算被砍
云帆软件退回到意向了，因为预算被砍 | back lead=云帆软件 stage=意向 why=预算被砍
把云帆软件打回线索 | asks 原因写一句，直接回就行

客户A 成交了 8万 | win lead=客户A amount=8000000
客户A成交了8万 | win lead=客户A amount=8000000
客户A成交 | win lead=客户A
客户A成交了！ | win lead=客户A
客户A 8万成交了 | win lead=客户A amount=8000000
客户A以8万成交 | win lead=客户A amount=8000000
客户A成交，金额8万 | win lead=客户A amount=8000000
客户A成交额8万 | win lead=客户A amount=8000000
客户A签单了，12.5万，客户很满意 | win lead=客户A amount=12500000 note=客户很满意
云帆软件昨天成交了，12万 | win lead=云帆软件 amount=12000000 on=2026-06-09
好消息，云帆软件签约了 | win lead=云帆软件
恭喜客户A成交！ | win lead=客户A
成交了客户A | win lead=客户A
把客户A标记为成交 | win lead=客户A
把客户A推进到成交 | win lead=客户A
客户A签了 | offers /成交 客户A
和云帆软件签了合同 | offers /成交 云帆软件
拿下客户A了 | offers /成交 客户A
客户A签约了，不过还没付款 | offers /成交 客户A 备注=不过还没付款
客户A丢单了，价格太高 | lose lead=客户A reason=价格 note=价格太高
客户A丢单了，因为无预算 | lose lead=客户A reason=无预算
客户A丢单了 | asks 原因是什么
云帆软件丢了，选了竞品 | offers /丢单 云帆软件 原因=竞品 备注=选了竞品
客户A黄了 | offers /丢单 客户A
客户A是空号 | offers /无效 客户A 空号
把客户A标记为无效 | asks 原因是什么
重启远山食品 | reopen lead=远山食品
把远山食品重新打开 | reopen lead=远山食品

给客户A写跟进：聊了合同 | log lead=客户A text=聊了合同
给客户A加一条跟进 聊了合同 | log lead=客户A text=聊了合同
跟进客户A：对方问能不能便宜？ | log lead=客户A text=对方问能不能便宜？
客户A跟进：下周再说 | log lead=客户A text=下周再说
记录一下 客户A 今天见了王总 | log lead=客户A text=今天见了王总
刚和客户A聊了合同 | log lead=客户A text=刚和客户A聊了合同
给客户A发了报价单 | log lead=客户A text=给客户A发了报价单
拜访了云帆软件，说下周给答复 | log lead=云帆软件 text=拜访了云帆软件，说下周给答复
昨天跟进了客户A，聊了价格 | log lead=客户A text=昨天跟进了客户A，聊了价格
跟进一下客户A | asks 内容写一句，直接回就行
明天跟进客户A | next lead=客户A on=2026-06-11 text=跟进
提醒我后天联系客户A，问问预算 | next lead=客户A on=2026-06-12 text=联系，问问预算
明天给客户A打电话 | next lead=客户A on=2026-06-11 text=给客户A打电话
客户A下周一回访 | next lead=客户A on=2026-06-15 text=回访
客户A的下一步：明天约王总 | next lead=客户A on=2026-06-11 text=约王总
客户A延后3天 | snooze lead=客户A until=2026-06-13
把客户A推迟到下周一 | snooze lead=客户A until=2026-06-15
客户A延期付款 | offers /跟进 客户A 延期付款; /查 客户A

帮我新建一个客户：蓝海科技 | new name=蓝海科技
新建客户 蓝海科技，金额5万，来源官网 | new name=蓝海科技 source=官网 amount=5000000
新增一条线索：蓝海科技；联系人王总；展会认识的 | new name=蓝海科技 contact=王总 note=展会认识的
新客户：Acme Blue 5万 13800138000 | new name=Acme Blue amount=5000000 phone=13800138000
录入客户蓝海科技 | new name=蓝海科技
新建客户A | offers /新建 客户A
新增蓝海科技 | offers /新建 蓝海科技
把客户A转给李娜 | transfer lead=客户A member=李娜
客户A交给李娜负责了 | transfer lead=客户A member=李娜
客户A交给财务了 | asks /转交 没做，没有成员「财务」。对方给我发过一条消息，我才认识。名单发 /成员 看
把客户A转给我 | hint
把客户A的电话改成13800138000 | edit lead=客户A phone=13800138000
客户A金额改为5万 | edit lead=客户A amount=5000000
合并客户A和云帆软件 | merge into=客户A from=云帆软件
把客户A合并到云帆软件 | merge into=云帆软件 from=客户A
撤销刚才的 | undo
我弄错了 | offers /撤销
我明天休假 | away days=2026-06-11~2026-06-11
我下周一到下周三请假 | away days=2026-06-15~2026-06-17

查一下客户A | show lead=客户A
查查客户A | show lead=客户A
客户A怎么样了 | show lead=客户A
客户A咋样了 | show lead=客户A
客户A什么情况？ | show lead=客户A
客户A到哪一步了 | show lead=客户A
客户A的电话是多少 | show lead=客户A
看看客户A的历史 | history lead=客户A
客户A的跟进记录 | history lead=客户A
搜一下星河 | find text=星河
有没有叫星河的客户 | find text=星河
我有哪些客户 | mine
我手上有多少线索 | mine
我的商机 | mine stage=商机
今天做什么 | today
我今天要跟进谁 | today
看下漏斗 | funnel
本月漏斗怎么样 | funnel period=2026-06-01~2026-06-30
转化率是多少 | conversion
丢单原因 | losses
哪些客户停滞了 | stale
我的停滞 | stale about=张伟
我有哪些客户停滞了 | stale about=张伟
停滞的客户有哪些 | stale
你能做什么 | help
怎么推进客户 | help topic=推进
看看这边的风景 | hint

客户A还没成交 | doubts /成交 客户A
客户A没成交 | doubts /成交 客户A
客户A没有丢单 | doubts /丢单 客户A
客户A是不是丢单了 | doubts /丢单 客户A
客户A成交了吗 | doubts /成交 客户A
客户A成交了？ | doubts /成交 客户A
客户A成交了吧 | doubts /成交 客户A
客户A成交没有 | doubts /成交 客户A
成交 客户A 了吗 | doubts /成交 客户A
丢单 客户A 吗？ | doubts /丢单 客户A
推进 客户A 商机 吗 | doubts /推进 客户A 商机
客户A推进到商机了吗 | doubts /推进 客户A 商机
客户A明天能成交吗 | doubts /成交 客户A
客户A下周成交 | doubts /成交 客户A
客户A预计下周三签约 | doubts /成交 客户A
客户A快成交了 | doubts /成交 客户A
客户A要成交了 | doubts /成交 客户A
客户A可能丢单 | doubts /丢单 客户A
客户A差点丢单 | doubts /丢单 客户A
如果客户A成交了 | doubts /成交 客户A
等客户A成交 | doubts /成交 客户A
听说客户A成交了 | doubts /成交 客户A
客户A丢单的话怎么办 | doubts /丢单 客户A
客户A成交后再说 | doubts /成交 客户A
不要推进客户A | doubts /推进 客户A
先别把客户A推进到商机 | doubts /推进 客户A 商机
没有推进客户A | doubts /推进 客户A
能帮我推进客户A吗 | doubts /推进 客户A
要不要把客户A延后3天 | doubts /延后 客户A 3天
客户A转给李娜吗 | doubts /转交 客户A 李娜
客户A推进不了 | offers /跟进 客户A 推进不了; /查 客户A
客户A推进到商机失败 | offers /跟进 客户A 推进到商机失败; /查 客户A
客户A成交概率多大 | offers /查 客户A; /跟进 客户A 成交概率多大
客户A成交3个月了 | offers /跟进 客户A 成交3个月了; /查 客户A
客户A到上海了 | offers /跟进 客户A 到上海了; /查 客户A
客户A签约仪式很热闹 | offers /跟进 客户A 签约仪式很热闹; /查 客户A
我觉得客户A可以推进到商机 | doubts /推进 客户A 商机
我今天成交了一个大单，开心 | hint
客户成交了 | hint
昨天的会成交了不少 | hint
新建客户失败 | hint
新建不了客户 | hint
推进不动啊 | hint
你好 | hint
谢谢 | hint
天气不错 | hint
好的 | hint
客户A | show lead=客户A
客户A？ | show lead=客户A
客户A谈得不错 | offers /跟进 客户A 谈得不错; /查 客户A
今天客户A的老板换人了 | offers /跟进 客户A 老板换人了; /查 客户A
客户A还没回吗 | offers /查 客户A; /跟进 客户A 还没回吗
星河实业谈得不错 | offers /查 星河实业
客户AB谈得不错 | hint
云帆软件和客户A成交了 | hint
今天好累 | hint
价格太高 | hint
`;
