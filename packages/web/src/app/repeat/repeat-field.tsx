import { Repeat as RepeatIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Labelled } from '../form/field.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { RepeatForm } from './repeat-form.js'
import type { RepeatProps } from './repeat-props.js'
import { ruleText } from './rule-text.js'

/** The rule in words, as the button that opens its form. */
export function RepeatField({ field, label, ...props }: RepeatProps & { readonly field: Labelled }): ReactNode {
  const words = useWords().repeat
  const text = useRuleText(props.value)
  return (
    <Popover
      className="repeat-btn"
      label={words.change(label, text)}
      {...(field.id !== undefined && { id: field.id })}
      button={<RuleInside text={text} />}
    >
      {({ close }) => (
        <>
          <RepeatForm {...props} />
          <div className="repeat-end">
            <button type="button" className="btn pri" onClick={close}>
              {words.done}
            </button>
          </div>
        </>
      )}
    </Popover>
  )
}

/** What a field that has a rule says. */
export function useRuleText(rule: string | null): string {
  const { never } = useWords().repeat.unit
  const { locale } = useReading().formats.env
  return rule === null ? never : ruleText(rule, locale)
}

/** The inside of the button of a rule. */
export function RuleInside({ text }: { readonly text: string }): ReactNode {
  return (
    <>
      <RepeatIcon size={14} strokeWidth={1.5} absoluteStrokeWidth aria-hidden="true" />
      <span className="cut">{text}</span>
      <Icon name="chevron-down" size={14} />
    </>
  )
}
