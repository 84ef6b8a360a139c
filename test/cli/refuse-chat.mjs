// Preloaded into a child: asking for the chat layer, in whatever way, ends it.
import { register } from 'node:module';

const hooks = `
export async function resolve(specifier, context, next) {
  if (/^wechaty|\\/app\\.[jt]s$|\\/http\\//.test(specifier)) throw new Error('loads ' + specifier);
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
