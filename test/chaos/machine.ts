import { AsyncLocalStorage } from "node:async_hooks";

/** A process that died in the middle of something. */
export class Death extends Error {}

/** One life of the App's process. */
export interface Life {
  dead: boolean;
}

/** One job in hand. It rests before each thing that it asks of the outside. */
interface Task {
  life: Life;
  resting: Set<Gate>;
  done: boolean;
  wake: () => void;
}

interface Gate {
  task: Task;
  open: () => void;
  kill: () => void;
}

/**
 * Runs jobs side by side, one step at a time: every call of a port is a step, and whoever
 * holds the machine decides whose comes next. So every order of steps can be had, again and
 * again, and a process can die between any two of them.
 */
export interface Machine {
  /** Lets every call of these methods wait for its step, and fail once the process is dead. */
  guard<T extends object>(life: Life, port: T): T;
  /** Waits for a step, as a guarded call does. */
  step(life: Life): Promise<void>;
  /** Starts a job; answers when it rests or has ended. */
  start(life: Life, work: () => Promise<unknown>): Promise<void>;
  /** How many steps wait. */
  waiting(): number;
  /** Lets the step at this place go on; answers when its job rests again or has ended. */
  go(place: number): Promise<void>;
  /** Ends everything that this process had in hand, where it stands. */
  kill(life: Life): Promise<void>;
  /** What went wrong in jobs besides what their queue hears. */
  failures: unknown[];
}

/** Creates a machine at rest. */
export function createMachine(): Machine {
  const current = new AsyncLocalStorage<Task>();
  const gates: Gate[] = [];
  const failures: unknown[] = [];

  async function step(life: Life): Promise<void> {
    const task = current.getStore();
    if (life.dead) throw new Death("the process is dead");
    if (task === undefined) return;
    await new Promise<void>((open, reject) => {
      const gate: Gate = { task, open, kill: () => reject(new Death("the process died")) };
      gates.push(gate);
      task.resting.add(gate);
      task.wake();
    });
  }

  function guard<T extends object>(life: Life, port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...given: unknown[]) => {
          await step(life);
          const answer: unknown = await Reflect.apply(method, target, given);
          if (life.dead) throw new Death("the process is dead");
          return answer;
        };
      },
    });
  }

  async function rests(task: Task): Promise<void> {
    while (!task.done && task.resting.size === 0) {
      await new Promise<void>((resolve) => (task.wake = resolve));
    }
  }

  async function leave(gate: Gate, how: "open" | "kill"): Promise<void> {
    gates.splice(gates.indexOf(gate), 1);
    gate.task.resting.delete(gate);
    gate[how]();
    await rests(gate.task);
  }

  return {
    ...{ guard, step, failures },
    waiting: () => gates.length,
    async start(life, work) {
      const task: Task = { life, resting: new Set(), done: false, wake: () => undefined };
      const end = () => {
        task.done = true;
        task.wake();
      };
      void current.run(task, work).then(end, (error: unknown) => {
        if (!(error instanceof Death)) failures.push(error);
        end();
      });
      await rests(task);
    },
    async go(place) {
      const gate = gates[place];
      if (gate !== undefined) await leave(gate, "open");
    },
    async kill(life) {
      life.dead = true;
      for (;;) {
        const gate = gates.find(({ task }) => task.life === life);
        if (gate === undefined) return;
        await leave(gate, "kill");
      }
    },
  };
}
