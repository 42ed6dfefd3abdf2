import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Switch } from '../form/switch.js'
import { Icon } from '../part/icon.js'
import { LoadingLines } from '../part/states.js'
import { useToasts } from '../toast/toasts.js'
import { noticeKinds } from './notice.js'
import { type NoticeChoices, useNoticeChoices } from './notice-choices.js'

/** What the user is notified of, and whether the browser shows it. The browser is asked only when the user turns that on. */
export function NoticeSettings(): ReactNode {
  const { notify: words, problem } = useWords()
  const toasts = useToasts()
  const [choices, save] = useNoticeChoices()
  const [isRefused, setRefused] = useState(false)
  if (choices === undefined) return <LoadingLines lines={6} />
  const choose = async (next: NoticeChoices) => {
    const outcome = await save(next)
    if (!outcome.ok) toasts.show({ tone: 'refused', title: words.notSaved, detail: problem(outcome.problem) })
  }
  const turnBrowser = async (isOn: boolean) => {
    const may = !isOn || (await Notification.requestPermission()) === 'granted'
    setRefused(!may)
    if (may) await choose({ ...choices, browser: isOn })
  }
  const canShow = 'Notification' in window
  const isShowing = choices.browser && canShow && Notification.permission === 'granted'
  return (
    <div className="notice-settings">
      <p className="small t2">{words.kindsHint}</p>
      {noticeKinds.map((kind) => (
        <Switch
          key={kind}
          isNamed
          label={words.kinds[kind]}
          isOn={!choices.off.includes(kind)}
          onChange={(isOn) => void choose({ ...choices, off: isOn ? choices.off.filter((one) => one !== kind) : [...choices.off, kind] })}
        />
      ))}
      <hr />
      <Switch isNamed label={words.browser} isOn={isShowing} isDisabled={!canShow} onChange={(isOn) => void turnBrowser(isOn)} />
      <p className="small t2">{canShow ? words.browserHint : words.browserMissing}</p>
      {isRefused ? (
        <p className="note" role="alert">
          <Icon name="alert" size={14} />
          <span className="grow">{words.browserRefused}</span>
        </p>
      ) : null}
    </div>
  )
}
