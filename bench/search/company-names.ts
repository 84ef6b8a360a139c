/** Two to four of these after a city and before a trade make a company name as there are millions of. */
const BRAND =
  '华中天大金鑫盛源恒泰隆达兴昌顺发利丰永和安康宝福瑞祥佳美德信诚正宏远东方星海洋江河山川云龙凤凰鹏飞腾越翔宇宙光明辉煌耀阳晨旭日升月明珠玉石金银铜铁钢铝锦绣绿青蓝红紫丹枫林森木竹松柏梅兰菊荷莲清雅文博学智慧创新科锐捷迅速通畅联合众志成城万千百亿一二三四五六七八九十同仁和谐优良精工匠心品质卓越超群拔萃领先锋芒毕露蓝天白云碧水青山绿野春夏秋冬风花雪月长城故宫西湖黄河泰山昆仑珠峰太平洋';
const CITIES = ['', '', '', '上海', '北京', '深圳', '广州', '杭州', '苏州', '成都', '武汉', '南京', '天津', '重庆'];
const TRADES =
  '科技 软件 机械 电子 贸易 物流 建材 食品 医药 服装 教育 传媒 咨询 能源 环保 化工 汽车 家居 设计 生物 印务 包装 仪器 自动化 新材料 半导体 网络 数据 文化 餐饮 农业 纺织 五金 模具 光电 精密 智能 装饰 工程 酒店'.split(
    ' ',
  );
const SUFFIXES = ['有限公司', '有限公司', '股份有限公司', '集团', '', '厂'];

/** The name of a company that does not exist. */
export function companyName(random: () => number): string {
  const pick = <T>(from: ArrayLike<T>): T => from[Math.floor(random() * from.length)] as T;
  const length = random() < 0.75 ? 2 : 3 + Math.floor(random() * 2);
  const brand = Array.from({ length }, () => pick(BRAND)).join('');
  return pick(CITIES) + brand + pick(TRADES) + pick(SUFFIXES);
}
