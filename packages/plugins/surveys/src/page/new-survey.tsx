import { Button, Dialog, type ElementContext, Field, Segmented, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { createSurveyContract } from '../survey-contract.js'

interface NewSurveyProps {
  readonly context: Pick<ElementContext, 'act' | 'language'>
  readonly close: () => void
}
const questions = {
  nps: {
    en: 'How likely are you to recommend us to a colleague?',
    de: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
  },
  csat: { en: 'How satisfied are you with us?', de: 'Wie zufrieden sind Sie mit uns?' },
} as const

/** Creates a survey: what it measures, its language and its question. */
export function NewSurvey({ context, close }: NewSurveyProps): ReactNode {
  const text = useText()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<'nps' | 'csat'>('nps')
  const [language, setLanguage] = useState<'en' | 'de'>(context.language === 'de' ? 'de' : 'en')
  const [own, setOwn] = useState<string>()
  const [fault, setFault] = useState<string>()
  const question = own ?? questions[kind][language]
  const create = async () => {
    const outcome = await context.act<typeof createSurveyContract>('tenure.surveys/create', { name, kind, question, language })
    if (outcome.ok) close()
    else setFault(outcome.problem.message)
  }
  return (
    <Dialog title={text('New survey')} className="workspace-dialog" isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '' && question.trim() !== '') void create()
        }}
      >
        <div className="form-fields fields">
          <Field label={text('Name')} hint={text('Contacts read it above the question.')} {...(fault !== undefined && { fault })}>
            <TextInput value={name} onChange={setName} />
          </Field>
          <Segmented
            label={text('What it measures')}
            value={kind}
            onChange={(chosen) => setKind(chosen as typeof kind)}
            options={[
              { value: 'nps', label: text('Recommendation, 0 to 10') },
              { value: 'csat', label: text('Satisfaction, 1 to 5') },
            ]}
          />
          <Segmented
            label={text('Language')}
            value={language}
            onChange={(chosen) => setLanguage(chosen as typeof language)}
            options={[
              { value: 'en', label: 'English' },
              { value: 'de', label: 'Deutsch' },
            ]}
          />
          <Field label={text('Question')}>
            <TextInput value={question} onChange={setOwn} />
          </Field>
        </div>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={name.trim() === '' || question.trim() === ''}>
            {text('Create survey')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
