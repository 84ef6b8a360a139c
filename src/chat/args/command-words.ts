/**
 * How commands are also written: by the sound of their names, and in the English of other tools. Each stands for a name
 * a command has.
 */
export const OTHER_SPELLINGS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['新建', 'xinjian xinzeng create'],
      ['推进', 'tuijin advance forward push'],
      ['退回', 'tuihui huitui fanhui'],
      ['成交', 'chengjiao qiandan yingdan won'],
      ['丢单', 'diudan shudan lost'],
      ['无效', 'wuxiao zuofei invalid'],
      ['重启', 'chongqi zhongqi chongkai zhongkai'],
      ['跟进', 'genjin jilu note followup'],
      ['下一步', 'xiayibu jihua plan'],
      ['延后', 'yanhou yanqi postpone'],
      ['查', 'chakan view'],
      ['历史', 'lishi guiji'],
      ['搜', 'sousuo search'],
      ['我的', 'wode my'],
      ['待办', 'daiban todo'],
      ['改', 'xiugai update'],
      ['转交', 'zhuanjiao yijiao jiaogei assign'],
      ['合并', 'hebing'],
      ['撤销', 'chexiao chehui'],
      ['漏斗', 'loudou'],
      ['转化', 'zhuanhua'],
      ['停滞', 'tingzhi'],
      ['诊断', 'zhenduan'],
      ['预测', 'yuce'],
      ['休假', 'xiujia'],
      ['成员', 'chengyuan'],
      ['提醒', 'tixing'],
      ['导出', 'daochu'],
      ['帮助', 'bangzhu'],
    ] as const
  ).flatMap(([name, spellings]) => spellings.split(' ').map((spelling) => [spelling, name] as const)),
);
