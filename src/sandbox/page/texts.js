import { panelTexts } from './texts-panel.js';
import { storyTexts } from './texts-story.js';

/** Every sentence of the page that is not a message. */
export const texts = {
  title: '企微沙箱',
  loading: '正在打开沙箱…',
  people: {
    heading: '切换身份',
    /** @param {string} name @param {string} role @param {number} unread */
    label: (name, role, unread) => `${name}，${role}${unread > 0 ? `，${unread} 条未读` : ''}`,
  },
  conversations: {
    heading: '会话',
    empty: '这个人还没有会话',
    noMessage: '还没有消息',
    mentioned: '[有人@我]',
    draft: '[草稿]',
    /** @param {number} unread */
    unread: (unread) => `${unread} 条未读`,
    kinds: { app: '应用', robot: '机器人', group: '群', appchat: '应用群' },
  },
  preview: {
    image: '[图片]',
    voice: '[语音]',
    video: '[视频]',
    card: '[卡片]',
    /** @param {string} name */
    file: (name) => `[文件] ${name}`,
    recalled: '撤回了一条消息',
  },
  chat: {
    none: '选一个会话开始',
    /** @param {string} title */
    label: (title) => `和「${title}」的聊天`,
    /** @param {number} count */
    members: (count) => `${count} 人`,
    empty: '还没有消息',
    emptyHint: '说一句话，或点下面的命令试试',
    emptySilent: '这里没有能对话的机器人，只会收到推送',
    older: '查看更早的消息',
    loadingOlder: '正在取更早的消息…',
    /** @param {number} count */
    newMessages: (count) => `${count} 条新消息`,
    toBottom: '回到最新',
    back: '返回会话列表',
    openPanel: '控制台',
    waiting: '正在等机器人回应',
    /** @param {string} name */
    recalledBy: (name) => `${name} 撤回了一条消息`,
    recalledByYou: '你撤回了一条消息',
    you: '你',
    unread: '未读',
    allRead: '全部已读',
    read: '已读',
    /** @param {number} read @param {number} all */
    readBy: (read, all) => `${read}/${all} 人已读`,
    who: '谁看到了什么',
    streaming: '正在输入',
    kinds: { app: '应用', robot: '机器人', webhook: '消息推送' },
  },
  send: {
    sending: '发送中…',
    retry: '重发',
    edit: '放回输入框',
    discard: '删除',
    uncertain: '页面重新打开前没有确认，也许已经送达',
    /** @param {string} reason */
    failed: (reason) => `没有发出：${reason}`,
  },
  composer: {
    label: '输入消息',
    /** @param {string} title */
    placeholder: (title) => `发给「${title}」`,
    keys: '　Enter 发送，Shift+Enter 换行',
    send: '发送',
    image: '发送图片',
    file: '发送文件',
    /** @param {number} max */
    tooLong: (max) => `太长了：一条消息最多 ${max} 个字，请分成几条`,
    mention: '选择要@的人',
    menu: '应用菜单',
    hints: '可以这样说',
  },
  hints: ['/帮助', '/我的', '/推进 客户A 商机'],
  message: {
    /** @param {number} count */
    expand: (count) => `展开全文（共 ${count} 字）`,
    openImage: '放大图片',
    closeImage: '关闭图片',
    image: '图片',
    voice: '语音',
    video: '视频',
    download: '下载',
    remoteImage: '外部图片，沙箱不加载',
    brokenImage: '图片无法显示',
    detail: '详情',
    everyone: '所有人',
    thinking: '思考过程',
    /** @param {string} alt */
    linkedImage: (alt) => (alt === '' ? '图片' : `图片：${alt}`),
    unknown: '这种消息沙箱还不会显示',
  },
  card: {
    submit: '提交',
    menu: '卡片菜单',
    choose: '请选择',
    pressed: '你点了这个',
    miniProgram: '小程序',
    several: '可多选',
    single: '单选',
  },
  panel: {
    heading: '控制台',
    close: '收起控制台',
    back: '返回聊天',
    tabs: { clock: '时钟', log: '日志', faults: '故障', seen: '谁看到' },
  },
  ...panelTexts,
  story: storyTexts,
  theme: { auto: '外观：跟随系统', light: '外观：浅色', dark: '外观：深色' },
  connection: {
    lost: '和沙箱的连接断了，正在重新连接…　已经输入的内容都还在。',
    back: '已重新连上',
  },
  errors: {
    offline: '连不上沙箱',
    tooLarge: '内容太大了',
    /** @param {string} reason */
    other: (reason) => `沙箱没有接受（${reason}）`,
  },
};

/**
 * What the sandbox says in English when it refuses, by a part of it.
 * @type {readonly (readonly [string, string])[]}
 */
export const refusals = [
  ['nothing to say', '不能发空消息'],
  ['no such person in that conversation', '你已不在这个会话里'],
  ['no such viewer', '没有这个人'],
  ['no such conversation', '没有这个会话'],
  ['can no longer be pressed', '这个按钮已经不能点了'],
  ['no such button', '卡片上已没有这个按钮'],
  ['no such option', '卡片上没有这个选项，单选题只能选一个'],
  ['no such question', '卡片上没有这道题'],
  ['not a card', '这张卡片已经不能操作'],
  ['no such menu button', '菜单里没有这一项'],
  ['no such application', '你不在这个应用的可见范围'],
  ['too large', '文件太大了'],
  ['only goes forward', '时钟不能往回拨'],
  ['minute listener failed', '时钟已到，但机器人的定时任务出错了'],
  ['foreign origin', '只接受从本机打开的页面'],
];
