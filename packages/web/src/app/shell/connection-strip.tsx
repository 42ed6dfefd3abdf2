import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useConnection } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'

/** A strip in the bar while the line is lost: since when, and that it mends itself. A break of less than a second is not worth a word. */
export function ConnectionStrip(): ReactNode {
  const connection = useConnection()
  const { formats } = useReading()
  const words = useWords().shell
  const [isLong, setLong] = useState(false)
  const lostAt = connection.state === 'lost' ? connection.since : undefined
  useEffect(() => {
    if (lostAt === undefined) return
    const timer = setTimeout(() => setLong(true), 800)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [lostAt])
  const text = lostAt === undefined || !isLong ? undefined : words.lastUpdate(formats.time(lostAt))
  return (
    <span className={text === undefined ? 'sr' : 'lost'} role="status">
      {text === undefined ? null : (
        <>
          <Icon name="unplug" size={14} />
          <b>{words.reconnecting}</b>
          <span className="num">{text}</span>
        </>
      )}
    </span>
  )
}
