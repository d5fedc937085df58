import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';

/** How nice each process is that this one has started and that runs now, by the kernel of Linux. */
export function nicenessOfChildren(): number[] {
  const { pid } = process;
  const told = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return told === '' ? [] : told.split(' ').flatMap((child) => nicenessOf(Number(child)));
}

/** None where it has just ended. */
function nicenessOf(pid: number): number[] {
  try {
    return [getPriority(pid)];
  } catch {
    return [];
  }
}
