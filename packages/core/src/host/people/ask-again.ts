import { distinctUntilChanged, Observable } from 'rxjs'

/**
 * What `read` gives, now and after each sign that it may be another, without repeating the same answer. While it is being read, signs are kept and
 * asked about once.
 */
export function askAgain<T>(signs: Observable<unknown>, read: () => Promise<T>): Observable<T> {
  const answers = new Observable<T>((subscriber) => {
    let state: 'idle' | 'reading' | 'again' = 'idle'
    const ask = async (): Promise<void> => {
      if (state !== 'idle') {
        state = 'again'
        return
      }
      do {
        state = 'reading'
        try {
          subscriber.next(await read())
        } catch (error) {
          subscriber.error(error)
          return
        }
      } while ((state as string) === 'again' && !subscriber.closed)
      state = 'idle'
    }
    const listening = signs.subscribe({ next: () => void ask(), complete: () => subscriber.complete() })
    void ask()
    return listening
  })
  return answers.pipe(distinctUntilChanged<T>((a, b) => JSON.stringify(a) === JSON.stringify(b)))
}
