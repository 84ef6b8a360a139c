/** What the ways into a stage and out of it are called. */
export const MOVES = {
  created: '新建',
  forward: '前进',
  backward: '退回',
  reopened: '重启',
  won: '成交',
  lost: '丢单',
  invalid: '无效',
} as const;
