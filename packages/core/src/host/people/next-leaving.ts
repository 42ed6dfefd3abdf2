import { Observable } from 'rxjs'
import type { Clock } from '../../base/clock.js'
import { hereMs, lastSeen, type PeoplePort } from '../../workspace/people/list-people.js'

interface LeavingPort extends Pick<PeoplePort, 'sessions'> {
  readonly clock: Pick<Clock, 'now' | 'at'>
}

/** A sign each time that a user who was here has not been seen for so long that they are not; `uses` is a sign of each session that is used. */
export function nextLeaving(port: LeavingPort, uses: Observable<unknown>): Observable<void> {
  return new Observable((subscriber) => {
    let timer: Disposable | undefined
    const plan = (): void => {
      timer?.[Symbol.dispose]()
      const leaving = [...lastSeen(port).values()].map((seenAt) => seenAt + hereMs + 1).filter((at) => at > port.clock.now())
      timer = leaving.length === 0 ? undefined : port.clock.at(Math.min(...leaving), leave)
    }
    const leave = (): void => {
      subscriber.next()
      plan()
    }
    const following = uses.subscribe(plan)
    plan()
    return () => {
      following.unsubscribe()
      timer?.[Symbol.dispose]()
    }
  })
}
