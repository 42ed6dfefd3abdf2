import { CircleHelp, LogOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { languageOf } from '../../words/words.js'
import type { Session } from '../data/answers.js'
import { useSource } from '../data/use-source.js'
import { type LanguageChoice, useLanguageChoice } from '../language/use-language.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { setPreferences, usePreferences } from '../shell/preferences.js'
import { useToasts } from '../toast/toasts.js'

interface UserPanelProps {
  readonly session: Session
  readonly showKeys: () => void
  readonly close: () => void
}

/** What the person signed in may choose: look, language, keys, leaving. */
export function UserPanel({ session, showKeys, close }: UserPanelProps): ReactNode {
  const source = useSource()
  const { user: words, problem: textOf } = useWords()
  const { theme, density, letters } = usePreferences()
  const { id, name } = session.user
  const [language, saveLanguage] = useLanguageChoice()
  const toasts = useToasts()
  const chooseLanguage = async (choice: LanguageChoice) => {
    const saved = await saveLanguage(choice)
    if (!saved.ok) toasts.show({ tone: 'refused', title: words.languageNotSaved, detail: textOf(saved.problem) })
  }
  const leave = () => source.sign.leave().then(() => window.location.reload())
  return (
    <div className="user-menu">
      <div className="who-am-i">
        <Face id={id} name={name} large />
        <div className="grow">
          <p className="strong cut" dir="auto">
            {name}
          </p>
          <p className="small t3 cut">
            {session.workspace.name} · {session.timeZone}
          </p>
        </div>
      </div>
      <Choice label={words.theme} value={theme} options={words.themes} choose={(value) => setPreferences({ theme: value })} />
      <Choice label={words.language} value={language ?? languageOf(session.locale)} options={words.languages} choose={chooseLanguage} />
      <Choice label={words.rows} value={density} options={words.densities} choose={(value) => setPreferences({ density: value })} />
      <label className="check">
        <input type="checkbox" checked={letters} onChange={(event) => setPreferences({ letters: event.target.checked })} />
        {words.letters}
      </label>
      <div className="menu-end">
        <button
          type="button"
          className="item-btn"
          onClick={() => {
            close()
            showKeys()
          }}
        >
          <Icon name={CircleHelp} size={14} />
          {words.keys}
          <kbd>?</kbd>
        </button>
        <button type="button" className="item-btn" onClick={leave}>
          <Icon name={LogOut} size={14} />
          {words.signOut}
        </button>
      </div>
    </div>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: Readonly<Record<T, string>>
  readonly choose: (value: T) => void
}

function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>): ReactNode {
  return (
    <fieldset className="choice-row">
      <legend>{label}</legend>
      <div className="seg">
        {(Object.keys(options) as T[]).map((one) => (
          <label key={one} className={one === value ? 'on' : undefined}>
            <input className="sr" type="radio" name={`preference-${label}`} checked={one === value} onChange={() => choose(one)} />
            {options[one]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
