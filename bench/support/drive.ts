import { Client, type Dispatcher } from 'undici';

/** A request made ready before the clock starts. */
export interface ReadyRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Driven {
  /** Answers counted, and in how many seconds. */
  readonly answered: number;
  readonly seconds: number;
  /** Of the counted answers, sorted, in ms. */
  readonly latenciesMs: Float64Array;
  /** Requests sent on each connection, the uncounted last ones included. */
  readonly sent: readonly number[];
  /** Every `sampleEvery`-th answer of a connection, with which request it answers. */
  readonly samples: readonly { readonly connection: number; readonly index: number; readonly body: string }[];
}

/**
 * Sends each connection's requests one after the other, all connections at once, until the time is over or the first
 * connection has none left. Every answer must be a 200 with a body. What is still under way then is waited for and not
 * counted.
 */
export async function drive(
  port: number,
  requests: readonly (readonly ReadyRequest[])[],
  seconds: number,
  sampleEvery: number,
): Promise<Driven> {
  const clients = requests.map(() => new Client(`http://127.0.0.1:${port}`));
  const latencies: number[] = [];
  const samples: Driven['samples'][number][] = [];
  const sent = requests.map(() => 0);
  const start = performance.now();
  const deadline = start + seconds * 1000;
  let endedAt: number | undefined;

  const runConnection = async (client: Client, list: readonly ReadyRequest[], connection: number) => {
    for (const [index, request] of list.entries()) {
      if (endedAt !== undefined) return;
      const isSample = index % sampleEvery === 0;
      sent[connection] = index + 1;
      const sentAt = performance.now();
      const { status, length, body } = await send(client, request, isSample);
      const now = performance.now();
      if (status !== 200 || length === 0) throw new Error(`answered ${status} with ${length} bytes`);
      if (isSample) samples.push({ connection, index, body });
      if (endedAt !== undefined) return;
      latencies.push(now - sentAt);
      if (now >= deadline || index === list.length - 1) endedAt = now;
    }
  };
  try {
    await Promise.all(clients.map((client, at) => runConnection(client, requests[at] ?? [], at)));
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
  return {
    answered: latencies.length,
    seconds: ((endedAt ?? performance.now()) - start) / 1000,
    latenciesMs: Float64Array.from(latencies).sort(),
    sent,
    samples,
  };
}

interface Answered {
  readonly status: number;
  readonly length: number;
  /** Empty unless it was asked for. */
  readonly body: string;
}

/** undici's lowest level: a sixth of the cost of `request()`, so that the load takes little from the measured server. */
function send(client: Client, { path, headers, body }: ReadyRequest, keepBody: boolean): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let length = 0;
    const kept: Buffer[] = [];
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        length += chunk.length;
        if (keepBody) kept.push(chunk);
      },
      onResponseEnd() {
        resolve({ status, length, body: Buffer.concat(kept).toString('utf8') });
      },
      onResponseError(_controller, error) {
        reject(error);
      },
    };
    client.dispatch({ method: 'POST', path, headers, body }, handler);
  });
}
