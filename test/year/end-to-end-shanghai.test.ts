import { describeYear } from './live-through.ts';

describeYear('Asia/Shanghai');
