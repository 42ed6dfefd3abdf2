import { useWords } from '../../words/use-words.js'
import { useReading } from './use-formats.js'

/** `3 d overdue` of a day or an instant that is past; on the day itself, what is given instead. */
export function useOverdueText(): (value: string | number, instead: string) => string {
  const words = useWords().table
  const { formats } = useReading()
  return (value, instead) => {
    const past = formats.past(value)
    return past === undefined ? instead : words.overdueBy(past)
  }
}
