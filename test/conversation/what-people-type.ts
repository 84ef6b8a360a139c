/** Leads beside the demo's: who owns them, and names that are hard to type. */
export const MORE_LEADS: readonly (readonly [owner: string, name: string])[] = [
  ['zhangwei', 'Acme Asia'],
  ['zhangwei', 'Acme Asia Pacific'],
  ['lina', 'Pinecrest GTX Basic #12'],
  ['zhangwei', 'Pinecrest GTX Pro #13'],
  ['zhangwei', "O'Hara 贸易"],
  ['lina', '重庆火锅集团'],
  ['zhangwei', 'A1 印务'],
  ['zhangwei', '中国移动通信集团广东有限公司'],
  ['zhangwei', '3M 中国'],
  ['zhangwei', '镕基材料'],
  ['lina', '星辰大海（北京）科技有限公司'],
  ['zhangwei', '女娲补天'],
  ['zhangwei', '华为技术'],
  ['lina', '华为终端'],
  ['zhangwei', '行家行业研究'],
  ['zhangwei', '2号仓储'],
  ['zhangwei', '3号仓储'],
];

/**
 * What a rep (zhangwei) types after `/查`, and what it is taken for: a lead acted on at once; `是不是 …` when it is a
 * guess to be confirmed; `哪一条 …` when several fit; `找 …` for somebody else's lead; `没有` when there is none.
 */
export const WHAT_PEOPLE_TYPE = `
客户A | 客户A
客户a | 客户A
客户 A | 客户A
客户Ａ | 客户A
客戶A | 客户A
#1 | 客户A
＃1 | 客户A
客 | 客户A
星河科技有限公司 | 星河科技有限公司
星河科技 | 星河科技有限公司
星河科技公司 | 星河科技有限公司
星河科技股份有限公司 | 星河科技有限公司
「星河科技」 | 星河科技有限公司
星河，科技 | 星河科技有限公司
星河 | 星河科技有限公司
星河科 | 星河科技有限公司
河科技 | 星河科技有限公司
科技 | 星河科技有限公司
xhkj | 星河科技有限公司
XHKJ | 星河科技有限公司
ｘｈｋｊ | 星河科技有限公司
xhk | 星河科技有限公司
xinghekeji | 星河科技有限公司
xinghe | 星河科技有限公司
Xing He | 星河科技有限公司
xing he ke ji | 星河科技有限公司
星合科技 | 星河科技有限公司
兴河科技 | 星河科技有限公司
星 河 科 技 | 星河科技有限公司
星河科枝 | 是不是 星河科技有限公司
星科技 | 是不是 星河科技有限公司
星河科技技 | 是不是 星河科技有限公司
星科河技 | 是不是 星河科技有限公司
新河科技 | 是不是 星河科技有限公司
星河实业 | 找 李娜
星河实 | 找 李娜
实业 | 找 李娜
云帆软件 | 云帆软件
云帆 | 云帆软件
云番软件 | 云帆软件
yfrj | 云帆软件
yunfan | 云帆软件
帆软 | 云帆软件
软件 | 云帆软件
云栖数据 | 杭州云栖数据
杭州云栖 | 杭州云栖数据
云栖 | 杭州云栖数据
杭州云栖数据有限公司 | 杭州云栖数据
hzyqsj | 杭州云栖数据
yqsj | 杭州云栖数据
天工机械 | 天工机械
上海天工机械 | 天工机械
天工 | 天工机械
天公机械 | 天工机械
工机械 | 天工机械
机械 | 天工机械
tgjx | 天工机械
天工机戒 | 是不是 天工机械
北辰咨询 | 北辰咨询
北辰 | 北辰咨询
北晨咨询 | 北辰咨询
beichen | 北辰咨询
bczx | 北辰咨询
远山 | 远山食品
远山食品股份有限公司 | 远山食品
ysspp | 没有
华信医疗 | 找 李娜
华信医疗器械 | 找 李娜
华信医疗机械 | 是不是 华信医疗器械
精工模具 | 找 李娜
苏州精工 | 找 李娜
苏州市精工模具 | 是不是 苏州精工模具
上海精工模具 | 没有
南京紫金光电 | 找 陈强
紫金 | 找 陈强
zjgd | 找 陈强
njzjgd | 找 陈强
太湖传感 | 找 李娜
合肥科大 | 找 李娜
科大智能 | 找 李娜
上海 | 哪一条 上海东岸设计; 上海虹口教育科技; 上海浦江仪器; 上海静安律师事务所
杭州 | 哪一条 杭州滨江游戏; 杭州云栖数据
上海浦江 | 找 陈强
浦江仪器 | 找 陈强
静安律师 | 找 李娜
静安律所 | 是不是 上海静安律师事务所
律师事务所 | 找 李娜
瘦西湖 | 找 李娜
瘦西湖酒店 | 找 李娜
恒顺 | 找 李娜
镇江恒顺 | 找 李娜
保税 | 找 李娜
张家港 | 找 李娜
横琴跨境 | 找 陈强
珠海横琴电商 | 是不是 珠海横琴跨境电商
南京江宁 | 南京江宁软件园
江宁软件园 | 南京江宁软件园
nanjing | 南京江宁软件园
nj | 南京江宁软件园
电子 | 找 陈强
acme | 哪一条 Acme Asia Pacific; Acme Asia
asia | 哪一条 Acme Asia Pacific; Acme Asia
ACME asia | Acme Asia
acmeasia | Acme Asia
acme-asia | Acme Asia
acme aisa | 是不是 Acme Asia
Acme Asia Pacific | Acme Asia Pacific
acme asia pac | Acme Asia Pacific
acme pacific | 是不是 Acme Asia Pacific; Acme Asia
pinecrest | Pinecrest GTX Pro #13
pinecrest gtx pro | Pinecrest GTX Pro #13
Pinecrest GTX Basic | 找 李娜
GTX Basic | 找 李娜
o'hara | O'Hara 贸易
O’Hara | O'Hara 贸易
ohara | O'Hara 贸易
重庆火锅 | 找 李娜
chongqinghuoguo | 找 李娜
cqhg | 找 李娜
a1 | A1 印务
A1印务 | A1 印务
a1y | A1 印务
印务 | A1 印务
A | 哪一条 A1 印务; Acme Asia Pacific; Acme Asia
中国移动 | 中国移动通信集团广东有限公司
移动通信 | 中国移动通信集团广东有限公司
中国移动广东 | 是不是 中国移动通信集团广东有限公司
中国移动通信集团广东 | 中国移动通信集团广东有限公司
3m | 3M 中国
3M中国 | 3M 中国
镕基 | 镕基材料
rjcl | 镕基材料
星辰大海 | 找 李娜
星辰大海(北京)科技 | 找 李娜
星辰大海科技 | 是不是 星辰大海（北京）科技有限公司
女娲 | 女娲补天
nvwa | 女娲补天
nwbt | 女娲补天
女蜗补天 | 是不是 女娲补天
华为 | 华为技术
huawei | 华为技术
华为技术有限公司 | 华为技术
行家 | 行家行业研究
hangjia | 行家行业研究
2号仓储 | 2号仓储
3号仓储 | 3号仓储
2号 | 2号仓储
4号仓储 | 没有
仓储 | 哪一条 3号仓储; 2号仓储; 张家港保税仓储
客户B | 没有
不存在的客户 | 没有
zzzz | 没有
。。。 | 没有
% | 没有
* | 没有
`;
