// A loopback port for a server that must know its address before it listens.
import {once} from 'node:events';
import {createServer} from 'node:net';

// Below those that the system gives to whoever asks for any port, so that nobody is given it between the look and the use.
const FIRST = 20_000;
const COUNT = 12_000;

export async function freePort() {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const probe = createServer().listen(port, '127.0.0.1');
    try {
      await once(probe, 'listening');
    } catch (error) {
      if (error.code === 'EADDRINUSE') continue;
      throw error;
    }
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
