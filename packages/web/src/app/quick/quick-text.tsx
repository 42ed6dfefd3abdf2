import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import type { QuickProps } from './quick-props.js'

type Props = QuickProps<{ readonly text: string }>

/** A quick filter on a piece of text, anywhere in the value. */
export function QuickText({ label, value, choose }: Props): ReactNode {
  const words = useWords().filter
  const said = value && words.quoted(value.text)
  const button = (
    <>
      {said === undefined ? (
        label
      ) : (
        <>
          {label}: <b className="cut">{said}</b>
        </>
      )}
      <Icon name="chevron-down" size={12} />
    </>
  )
  return (
    <Popover
      className={`pill quick${said === undefined ? '' : ' on'}`}
      label={said === undefined ? words.by(label) : `${label}: ${said}`}
      button={button}
    >
      {({ close }) => <TextChoice label={label} value={value} choose={choose} close={close} />}
    </Popover>
  )
}

function TextChoice({ label, value, choose, close }: Props & { readonly close: () => void }): ReactNode {
  const words = useWords().filter
  const [text, setText] = useState(value?.text ?? '')
  return (
    <form
      className="quick-choice"
      onSubmit={(event) => {
        event.preventDefault()
        choose(text.trim() === '' ? undefined : { text: text.trim() })
        close()
      }}
    >
      <input
        type="text"
        autoComplete="off"
        maxLength={200}
        dir="auto"
        aria-label={words.contains(label)}
        placeholder={words.contains(label)}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="send">
        <button type="submit" className="btn">
          {words.apply}
        </button>
        {value === undefined ? null : (
          <button
            type="button"
            className="btn ghost"
            onClick={() => {
              choose(undefined)
              close()
            }}
          >
            {words.anyText}
          </button>
        )}
      </div>
    </form>
  )
}
