/** What the demo prints on the terminal. */
export const demo = {
  started: (url: string) =>
    [
      '',
      '漏斗演示已启动，不用任何配置：',
      `  打开  ${url}`,
      '  点「故事」，一分钟看完一周的提醒和周报',
      '  自己试：左上角选「张伟」，在「漏斗助手」里发：  /推进 客户A 商机',
      '  再试：  /我的   /查 星河科技   /帮助',
      '  数据在 data/demo.db，每次启动重新开始。按 Ctrl+C 停止',
      '',
    ].join('\n'),
  portTaken: (port: number) =>
    `端口 ${port} 已被占用：演示可能已经开着。换一个端口：npm run demo -- --port ${port + 1}`,
  production: 'NODE_ENV=production 时不能启动演示：里面的企业微信是模拟的，谁都可以冒充任何人',
} as const;
