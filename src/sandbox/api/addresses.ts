import type { Endpoint } from './endpoint.ts';

/** `get_api_domain_ip` and `getcallbackip` (WeCom docs 92520, 92521): both kinds of entry, exact and with `*`. */
export function addressEndpoints(): Endpoint[] {
  const paths = ['/cgi-bin/get_api_domain_ip', '/cgi-bin/getcallbackip'];
  return paths.map((path) => ({
    method: 'GET',
    path,
    credential: 'token',
    empty: { ip_list: [] },
    handle: () => ({ ip_list: ['127.0.0.1', '127.0.0.*'] }),
  }));
}
