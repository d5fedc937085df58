/** Where this thread may write what nobody else reads: every thread has an instance of its own, and so its own value. */
export let scratch: usize = 0;

export function useScratch(at: usize): void {
  scratch = at;
}
