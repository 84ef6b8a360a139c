import type { Generated } from 'kysely';
import type { TaskKind } from '../../usecases/task-port.ts';

export interface ChatTaskTable {
  id: Generated<number>;
  kind: TaskKind;
  member: string;
  channel: string;
  chat: string;
  data: string;
  not_before: number;
  lease_until: number;
  attempts: number;
}

export interface KeptTableTable {
  id: Generated<number>;
  member: string;
  name: string;
  bytes: Buffer;
  state: 'asked' | 'confirmed';
  rows: number;
  expires_at: number;
}
