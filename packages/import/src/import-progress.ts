import type { ImportProgress } from './import-run.js'

const everyMs = 5000
const stepNames = { indexing: 'Looking at the keys', importing: 'Importing', linking: 'Linking' } as const

/**
 * Says from time to time how far an import is, how fast it goes and how long it will take: with the first batch after every five seconds.
 * `now` gives the time in milliseconds.
 */
export function sayProgress(say: (text: string) => void, now: () => number = () => performance.now()): (progress: ImportProgress) => void {
  let step: ImportProgress['step'] | undefined
  let began = { at: now(), done: 0, lines: 0 }
  let said = began.at
  return (progress) => {
    const at = now()
    if (progress.step !== step) {
      step = progress.step
      began = { at, done: progress.done, lines: progress.lines }
    }
    if (at - said < everyMs) return
    said = at
    say(progressText(progress, at - began.at, { done: progress.done - began.done, lines: progress.lines - began.lines }))
  }
}

function progressText({ step, lines, done }: ImportProgress, ms: number, since: { readonly done: number; readonly lines: number }): string {
  const parts = [`${stepNames[step]}: ${Math.floor(done * 100)} %`]
  if (lines > 0) parts.push(linesText(lines))
  if (since.lines > 0 && ms > 0) parts.push(`${linesText((since.lines * 1000) / ms)} a second`)
  if (since.done > 0 && done < 1) parts.push(`about ${duration(((1 - done) * ms) / since.done)} left`)
  return parts.join(', ')
}

function linesText(count: number): string {
  const whole = Math.round(count)
  return whole === 1 ? '1 line' : `${whole.toLocaleString('en')} lines`
}
function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
