import { createHash } from 'node:crypto'
import type { PublicQuestion } from '@tenure/core/outside'

type Question = PublicQuestion['question']

const style = `:root{color-scheme:light dark;--bg:#f6f5f2;--card:#fff;--text:#1d1b18;--soft:#5c5850;--line:#8a857b;--accent:#2a5bd0;--on:#fff;--risk:#b3261e}
@media (prefers-color-scheme:dark){:root{--bg:#171614;--card:#211f1c;--text:#f1efea;--soft:#b5b0a6;--line:#847e73;--accent:#8fb0ff;--on:#10131a;--risk:#ffb4ab}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:640px;margin:6vh auto;padding:24px;background:var(--card);border-radius:12px}
@media (max-width:680px){main{margin:0;border-radius:0;min-height:100vh}}
h1{margin:0 0 4px;font-size:15px;color:var(--soft);font-weight:600;overflow-wrap:anywhere}
legend,h2{padding:0;margin:0 0 16px;font-size:20px;line-height:1.35;font-weight:600;overflow-wrap:anywhere}
fieldset{border:0;margin:0;padding:0}
.scale{display:grid;grid-template-columns:repeat(auto-fit,minmax(44px,1fr));gap:6px}
.scale label{position:relative;display:grid;place-items:center;height:44px;border:1px solid var(--line);border-radius:8px;cursor:pointer}
.scale input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
.scale label:has(input:checked){background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:700}
.scale label:has(input:focus-visible),textarea:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px;margin:6px 0 20px;font-size:14px;color:var(--soft)}
.comment{display:block;margin-bottom:6px;font-weight:600}
textarea{width:100%;min-height:104px;padding:10px;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:8px}
button{margin-top:16px;min-height:44px;padding:0 20px;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:1px solid transparent;border-radius:8px;cursor:pointer}
.wrong{margin:0 0 16px;color:var(--risk);font-weight:600}
@media (forced-colors:active){.scale label:has(input:checked){outline:3px solid Highlight}}`

/** What a browser may do with the page: draw it, and send its form to where it came from. There is no script. */
export const pageGuards: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  // A form that is sent without saying from where would be taken for one of another page.
  'referrer-policy': 'same-origin',
  'cache-control': 'private, no-store',
}

const words = {
  en: {
    comment: 'What is the reason for your score?',
    optional: 'optional',
    send: 'Send',
    change: 'Send again',
    wrong: 'Choose one of the numbers, and keep the comment below 4,000 characters.',
    thanks: 'Thank you. Your answer has been received.',
    again: 'You can change it as long as this link opens.',
  },
  de: {
    comment: 'Was ist der Grund für Ihre Bewertung?',
    optional: 'freiwillig',
    send: 'Absenden',
    change: 'Erneut absenden',
    wrong: 'Wählen Sie eine der Zahlen, und bleiben Sie beim Kommentar unter 4.000 Zeichen.',
    thanks: 'Vielen Dank. Ihre Antwort ist angekommen.',
    again: 'Solange sich dieser Link öffnet, können Sie sie ändern.',
  },
} as const

/** The page that asks a question. It has no script, loads nothing, and all that it says is text. */
export function questionPage(question: Question, { isWrong = false }: { readonly isWrong?: boolean } = {}): string {
  const { language, title, text, from, to, low, high, given } = question
  const said = words[language]
  const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const choice = (number: number): string =>
    `<label><input type="radio" name="score" value="${number}" required${given?.score === number ? ' checked' : ''}>${number}</label>`
  return page(
    question,
    `<h1>${toHtml(title)}</h1>
${isWrong ? `<p class="wrong" role="alert">${said.wrong}</p>` : ''}<form method="post"><fieldset><legend>${toHtml(text)}</legend>
<div class="scale">${numbers.map(choice).join('')}</div></fieldset>
<div class="ends"><span>${from} · ${toHtml(low)}</span><span>${to} · ${toHtml(high)}</span></div>
<label class="comment" for="comment">${said.comment} (${said.optional})</label>
<textarea id="comment" name="comment" maxlength="4000">${toHtml(given?.comment ?? '')}</textarea>
<button type="submit">${given === undefined ? said.send : said.change}</button></form>`,
  )
}
/** The page that follows an answer. */
export function thanksPage(question: Question): string {
  const { thanks, again } = words[question.language]
  return page(question, `<h1>${toHtml(question.title)}</h1><h2>${thanks}</h2><p>${again}</p>`)
}

function page({ language, title }: Question, body: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${toHtml(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`
}
function toHtml(text: string): string {
  const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (each) => named[each] ?? each)
}
