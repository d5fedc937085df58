import { Redis } from 'ioredis';
import { writeSync } from 'node:fs';
import type { Store } from '../../src/store/graph-store.js';

/** Where a process is killed: the `nth` time that it comes to the point `name`; 0: never. */
export interface Death {
  readonly name: string;
  readonly nth: number;
}

/** Counts the points to which a process comes, and kills it, or `victim`, at one of them. */
export class Mortal {
  readonly #passed = new Map<string, number>();

  constructor(
    private readonly death: Death,
    private readonly victim = process.pid,
  ) {}

  /** How often it came to each. */
  get passed(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#passed);
  }

  at(name: string): void {
    const nth = (this.#passed.get(name) ?? 0) + 1;
    this.#passed.set(name, nth);
    if (name !== this.death.name || nth !== this.death.nth) return;
    // Whoever reads it may end and begin the victim again at once; only its own death cannot be told afterwards.
    if (this.victim !== process.pid) process.kill(this.victim, 'SIGKILL');
    writeSync(1, `${JSON.stringify({ died: name })}\n`);
    if (this.victim === process.pid) process.kill(process.pid, 'SIGKILL');
  }

  /** The store, with a point before each of its verbs is asked for and one after each is answered. */
  store(of: Store): Store {
    const at = (name: string): void => this.at(name);
    return new Proxy(of, {
      get(target, verb) {
        const value: unknown = Reflect.get(target, verb);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          at(`before ${String(verb)}`);
          const answer: unknown = Reflect.apply(value, target, args);
          return answer instanceof Promise ? answer.finally(() => at(`after ${String(verb)}`)) : answer;
        };
      },
    });
  }

  /** Every command to Redis from now on has a point before it is sent, one when it is sent, and one when it is answered. */
  redis(): void {
    const at = (name: string): void => this.at(name);
    const send: unknown = Reflect.get(Redis.prototype, 'sendCommand');
    if (typeof send !== 'function') throw new Error('commands are sent otherwise');
    Redis.prototype.sendCommand = function (this: Redis, command, stream) {
      const name = commandsIn(command.name, command.args);
      at(`before ${name}`);
      const answer: unknown = Reflect.apply(send, this, [command, stream]);
      at(`sent ${name}`);
      void command.promise.then(
        () => at(`answered ${name}`),
        () => at(`refused ${name}`),
      );
      return answer;
    };
  }
}

/** What is asked of Redis; of a script, the commands in it. */
function commandsIn(name: string, args: readonly unknown[]): string {
  if (name !== 'eval') return name.toUpperCase();
  const commands = String(args[0]).match(/\b(X[A-Z]+|DEL)\b/g) ?? [];
  return [...new Set(commands)].join('+');
}
