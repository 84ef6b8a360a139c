import { describeYear } from './live-through.ts';

describeYear('UTC');
