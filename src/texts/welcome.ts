import type { Role } from '../domain/access.ts';
import { inline } from './format.ts';

const TRY: Readonly<Record<Role, readonly [string, string, string]>> = {
  rep: ['/新建 客户名 金额=5万', '/推进 客户名 商机', '/我的'],
  manager: ['/漏斗', '/停滞', '/查 客户名'],
  admin: ['/成员 @账号 经理 华东组', '/团队', '/群'],
};

/** The first words of a day, with three things to try. */
export function welcome(member: { readonly name: string; readonly role: Role }): string {
  return [`${inline(member.name)}，你好。可以这样用我：`, ...TRY[member.role], '全部命令发 /帮助'].join('\n');
}
