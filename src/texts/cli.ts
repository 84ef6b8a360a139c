/** What the command line says about itself. */
export const cli = {
  about: '漏斗：住在企业微信里的销售漏斗助手',
  headings: { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' },
  usage: '[选项]',
  usageWithCommand: '<命令> [选项]',
  help: '显示说明',
  moreHelp: '\n每条命令的说明：npm run loudou -- <命令> --help\n',
  json: '输出 JSON，给脚本用',
  start: {
    summary: '启动机器人（等于 npm start），配置在 .env',
  },
  demo: {
    summary: '启动演示：机器人和模拟的企业微信，不用任何配置（等于 npm run demo）',
    port: (usual: number) => `网页的端口，0 = 随便一个空的（默认 ${usual}）`,
    badPort: '端口要是 0 到 65535 的整数',
  },
  /** For a command line that cannot be read; `what` is the part that is wrong, as typed or as declared. */
  wrongUse: (code: string, what: string, command: string | undefined) => {
    const said: Readonly<Record<string, string>> = {
      'commander.unknownCommand': `没有命令 ${what}`,
      'commander.unknownOption': `没有选项 ${what}`,
      'commander.missingArgument': `缺参数 ${what}`,
      'commander.optionMissingArgument': `选项 ${what} 后面要有值`,
      'commander.missingMandatoryOptionValue': `缺选项 ${what}`,
      'commander.excessArguments': '参数太多',
    };
    return `${said[code] ?? what}。写法看：npm run loudou -- ${command === undefined ? '' : `${command} `}--help`;
  },
  failed: (reason: string) => `没做成：${reason}`,
} as const;
