import { createServer, type Server } from 'node:http';

const OK = {
  errcode: 0,
  errmsg: 'ok',
  access_token: 'bench',
  expires_in: 7200,
  msgid: 'bench',
  response_code: 'bench',
};
/** The app has no privilege on the member (WeCom's error 60011). */
const NOT_VISIBLE = { errcode: 60011, errmsg: 'no privilege' };

/** The platform's API as far as the bot needs it here: takes every message, and shows no member. */
export function createPlatform(): Server {
  return createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(request.url?.startsWith('/cgi-bin/user/get') ? NOT_VISIBLE : OK));
    });
  });
}
