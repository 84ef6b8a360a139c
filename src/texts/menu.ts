/** One button of the app's menu: what it says, and the line it sends as if typed; or the buttons under it. */
export type MenuEntry =
  | { readonly name: string; readonly line: string }
  | { readonly name: string; readonly under: readonly { readonly name: string; readonly line: string }[] };

/**
 * The app's menu. The platform takes at most three buttons of 16 bytes, five of 40 bytes under each, lines of 128 bytes
 * (WeCom doc 90231). A command without its arguments asks for them.
 */
export const appMenu: readonly MenuEntry[] = [
  { name: '我的线索', line: '/我的' },
  {
    name: '记一笔',
    under: [
      { name: '推进到下一阶段', line: '/推进' },
      { name: '记跟进', line: '/跟进' },
      { name: '定下一步', line: '/下一步' },
      { name: '新建线索', line: '/新建' },
      { name: '撤销刚才的', line: '/撤销' },
    ],
  },
  { name: '帮助', line: '/帮助' },
];

/** What `loudou menu` says. */
export const menuCommand = {
  summary: '在应用的聊天窗口下面放上菜单',
  dryRun: '只看看，不改',
  more: '\n改完在手机上退出聊天再进来就看得到；按钮等于发那一行命令。退出码：0 好了，1 没做成，2 命令或配置写得不对。\n',
  noApp: '没有配置应用，菜单是应用的：按 .env.example 填 WECOM_CORP_ID 等五项',
  shown: (menu: readonly MenuEntry[]) =>
    menu
      .flatMap((entry) =>
        'line' in entry
          ? [`${entry.name}  ${entry.line}`]
          : [entry.name, ...entry.under.map(({ name, line }) => `  ${name}  ${line}`)],
      )
      .join('\n'),
  made: '菜单放上了',
} as const;
