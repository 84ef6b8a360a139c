/** What stands around a story while it plays. */
export const storyTexts = {
  play: '故事',
  playLong: '播放一周的故事',
  heading: '正在讲故事',
  stop: '停止',
  close: '关闭',
  /** @param {number} step @param {number} all */
  progress: (step, all) => `${step}/${all}`,
  moving: '时钟正在拨…',
  /** @param {string} awaited */
  stuck: (awaited) => `没等到${awaited}，故事停在这里。重新运行 npm run demo 可以从头再看。`,
  awaited: {
    message: '这一步的消息',
    place: '这一步的会话',
    button: '卡片上的按钮',
  },
};
