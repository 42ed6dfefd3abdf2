import type { Outcome } from '@tenure/core/contract'
import { apiRoot, paths } from '@tenure/core/wire'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { ShownProblem } from '../data/answers.js'
import type { SignInOffer } from '../data/source.js'
import { useSource } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { Logo } from './logo.js'

/** The door: the switcher's users where sign-in is local, a way to the sign-in service where there is one, the first administrator where nobody is yet, else word that a token is needed. */
export function SignInScreen({ offer, problem }: { readonly offer: SignInOffer | undefined; readonly problem: ShownProblem }): ReactNode {
  const source = useSource()
  const { door: words, problem: textOf } = useWords()
  const [failed, setFailed] = useState<string>()
  const take = async (answer: Promise<Outcome<unknown>>) => {
    const outcome = await answer
    if (outcome.ok) window.location.reload()
    else setFailed(textOf(outcome.problem))
  }
  return (
    <main className="door">
      <div className="door-card">
        <header>
          <Logo />
          <h1>{offer?.firstAdmin ? words.openWorkspace : words.signIn}</h1>
        </header>
        {offer?.firstAdmin ? (
          <FirstAdmin begin={(code, name) => take(source.sign.begin(code, name))} />
        ) : offer?.switcher ? (
          <People offer={offer} enter={(user) => take(source.sign.enter(user))} />
        ) : offer?.visit !== undefined ? (
          <Elsewhere title={offer.visit} />
        ) : (
          <p className="door-text t2">{textOf(problem)}</p>
        )}
        {failed === undefined ? null : (
          <p className="err" role="alert">
            <Icon name="alert" size={12} />
            {failed}
          </p>
        )}
      </div>
    </main>
  )
}

/** The way to the place where people prove who they are, and why the last visit did not sign in. */
function Elsewhere({ title }: { readonly title: string }): ReactNode {
  const words = useWords().door
  const { pathname, search, hash } = window.location
  const problem = new URLSearchParams(search).get('sign-in')
  const to = problem === null ? `${pathname}${search}${hash}` : '/'
  return (
    <div className="door-form">
      {problem === null ? null : (
        <p className="err" role="alert">
          <Icon name="alert" size={12} />
          {words.refused[problem] ?? words.refused['invalid']}
        </p>
      )}
      <a className="btn pri" href={`${apiRoot}${paths.visit}?to=${encodeURIComponent(to)}`}>
        {words.with(title)}
      </a>
    </div>
  )
}

function People({ offer, enter }: { readonly offer: SignInOffer; readonly enter: (user: string) => void }): ReactNode {
  const words = useWords().door
  return (
    <>
      <p className="note warn">
        <Icon name="users" size={14} />
        <span>{words.switcher}</span>
      </p>
      <ul className="door-people">
        {offer.users.map((user) => (
          <li key={user.id}>
            <button type="button" onClick={() => enter(user.id)}>
              <Face id={user.id} name={user.name} large />
              <span className="grow cut" dir="auto">
                {user.name}
              </span>
              <Icon name="chevron-right" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function FirstAdmin({ begin }: { readonly begin: (code: string, name: string) => void }): ReactNode {
  const words = useWords().door
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    begin(String(given.get('code')), String(given.get('name')))
  }
  return (
    <form className="door-form" onSubmit={submit}>
      <p className="t2">{words.firstAdmin}</p>
      <label>
        {words.code}
        <input name="code" autoComplete="off" spellCheck={false} required />
      </label>
      <label>
        {words.name}
        <input name="name" autoComplete="name" required maxLength={200} />
      </label>
      <button type="submit" className="btn pri">
        {words.open}
      </button>
    </form>
  )
}
