/** A generator of numbers from 0 up to 1 that starts over from its seed: xorshift, good enough to mix lines. */
function numbersFrom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const COMMANDS = [
  ...['新建', '推进', '退回', '成交', '丢单', '无效', '重启', '跟进', '下一步', '查', '历史', '我的', '撤销', '帮助'],
  ...['成员', '团队', 'move', 'ＷＩＮ', '推', '?', '推惊', '漏斗', '', '/', '新建新建', 'constructor'],
];

const WORDS = [
  ...[
    '星河科技',
    '星河',
    '云帆软件',
    '客户A',
    '客户 B',
    '天工机械',
    '北辰咨询',
    '远山食品',
    '上海',
    'xhkj',
    '#2',
    '#999',
  ],
  ...[
    '＃３',
    '星合科技',
    '天工机戒',
    '不认识的',
    '商机',
    '意向',
    '报价',
    '成交',
    '上机',
    'opp',
    '客户A商机',
    '→',
    '->',
  ],
  ...[
    '价格',
    '空号',
    '其他',
    '太贵',
    '5万',
    '12.5万',
    '80000',
    '-5',
    '1e5',
    '5万5',
    '￥',
    '今天',
    '昨天',
    '下周一',
    '3天后',
  ],
  ...['周八', '13月40日', '2026-12-01', '13800138000', '张伟', '@lina', '+boss', '经理', '华东组', '改名', '删除'],
  ...[
    '来源=官网',
    '金额=5万',
    '阶段=商机',
    '备注=',
    '备注=“带 空格”',
    '日期=昨天',
    '下次=明天',
    '回访=30天后',
    '姓名=x',
  ],
  ...[
    '重复=仍然新建',
    '客户=星河',
    '账号=z',
    '原因=价格',
    '未知=键',
    '=',
    '＝',
    '0',
    '1',
    '2',
    '9',
    '取消',
    '{answer}',
  ],
  ...[
    '"',
    '“',
    '”',
    '「',
    '」',
    "'",
    '「青山 材料」',
    '""',
    '<@all>',
    ']]>',
    '%',
    '_',
    '\\',
    '; drop table lead',
    '😀',
    '👨‍👩‍👧',
  ],
  ...[
    '__proto__',
    'toString',
    '$&',
    '第一行\n第二行',
    '\u200b',
    '\ufeff',
    '\u3000',
    '\u2005',
    '\t',
    '\u202e',
    '\u0000',
    '\ud800',
  ],
];

const SENSIBLE = [
  ...[
    '/推进 客户A',
    '/推进 星河科技 商机',
    '推进 云帆软件 → 报价 方案发了',
    '/退回 云帆软件 线索 预算没批',
    '/成交 天工机械 5万',
  ],
  ...[
    '/丢单 云帆软件 价格 太贵',
    '/无效 北辰咨询 空号',
    '/重启 远山食品',
    '/跟进 星河科技 聊过了 下次=明天',
    '/下一步 客户A 周五',
  ],
  ...[
    '/新建 甲厂 5万 来源=官网',
    '/查 星河科技',
    '/历史 云帆软件',
    '/我的 商机',
    '/撤销',
    '/撤销 客户A',
    '/成员 @lina 销售',
    '/团队',
  ],
];

const ODD = [
  ...WORDS.filter((word) => [...word].length === 1),
  'a',
  '1',
  ' ',
  '\n',
  '/',
  '／',
  '啊',
  '\uffff',
  'ﬀ',
  '́',
];

/** What a program adds to what is odd anyway: names of commands, and lines that mean something. */
export interface Vocabulary {
  readonly commands: readonly string[];
  readonly sensible: readonly string[];
}

/** Endless lines of the kind people type, with commands, and with mistakes nobody makes; the same for the same seed. */
export function oddLines(seed: number, { commands, sensible }: Vocabulary): () => string {
  const allCommands = [...COMMANDS, ...commands];
  const allSensible = [...SENSIBLE, ...sensible];
  const next = numbersFrom(seed);
  const upTo = (count: number) => Math.floor(next() * count);
  const one = (from: readonly string[]) => from[upTo(from.length)] ?? '';
  const several = (from: readonly string[], most: number, between: string) =>
    Array.from({ length: upTo(most + 1) }, () => one(from)).join(between);

  const mutate = (line: string) => {
    const characters = [...line];
    for (let times = upTo(4); times > 0; times--) {
      const at = upTo(characters.length + 1);
      characters.splice(at, upTo(3), ...(next() < 0.7 ? [one(ODD)] : []));
    }
    return characters.join('');
  };

  return () => {
    const kind = next();
    if (kind < 0.1) return several(ODD, 12, '');
    if (kind < 0.2) return one(['1', '2', '3', '0', '９', '取消', '你好', '下周一', '价格', '预算砍了', '']);
    if (kind < 0.3) return one(allSensible);
    if (kind < 0.4) return mutate(one(allSensible));
    const slash = one(['/', '/', '/', '／', '']);
    const gap = one([' ', ' ', ' ', '\u3000', '', '\n', '  ']);
    const line = `${slash}${one(allCommands)}${gap}${several(WORDS, 6, one([' ', ' ', '\u2005', '']))}`;
    return kind < 0.6 ? mutate(line) : line;
  };
}
