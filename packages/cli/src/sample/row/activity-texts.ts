import type { Course } from './cast.js'

/** Title and text of something that happened; `{first}` is the person, `{company}` the customer, `{product}` what they use. */
export type ActivityText = readonly [title: string, text: string]
/** Kinds of activities that the sample has. */
export type ActivityKind = 'meeting' | 'call' | 'email' | 'note'

const good: Readonly<Record<ActivityKind, readonly ActivityText[]>> = {
  meeting: [
    ['Quarterly review', '{first} showed the figures of the quarter: order entry takes half the time. Agreed to look at approvals next.'],
    ['Roadmap session', 'Went through the next two releases. {first} will test the new supplier portal with one team.'],
    ['Plan for the new site', 'A second site opens in spring. {first} needs thirty seats and training in the week before.'],
  ],
  call: [
    ['Check-in', '{first} is happy with {product}; usage is up since the service desk joined.'],
    ['Question about reports', 'Explained scheduled reports. {first} sends them to the management from now on.'],
    ['Reference request', '{first} would speak to a prospect from the same industry, half an hour at most.'],
  ],
  email: [
    ['Thanks for the training', '{first} writes that all of the new colleagues now work with {product}.'],
    ['Seats for another team', '{first} asks what twenty more seats cost until the renewal.'],
    ['Release notes', 'Sent the notes of the release with the two points that {company} had asked for.'],
  ],
  note: [
    ['Champion', '{first} speaks for {product} in the management meeting. Keep close.'],
    ['Expansion', 'The branch office still works with spreadsheets. {first} will raise it in the budget round.'],
  ],
}
const plain: typeof good = {
  meeting: [
    ['Quarterly review', 'Went through usage and open points with {first}. Two reports to be adapted, nothing urgent.'],
    ['Onboarding of new colleagues', 'Showed {product} to four new colleagues. {first} takes care of their accounts.'],
    ['Approvals', 'Set up the approval chain together with {first}; above 5,000 the finance director signs.'],
    ['Process workshop', 'Drew the returns process with {first}. Follow-up with the warehouse in four weeks.'],
  ],
  call: [
    ['Check-in', 'Short call with {first}: all quiet, next talk in a month.'],
    ['Billing question', '{first} asked for the invoice with the new cost centre. Passed on to accounting.'],
    ['Interface to accounting', '{first} asked whether invoices can carry the project number. They can; sent the steps.'],
    ['New colleague', '{first} introduced a colleague who will look after {product} from next month.'],
    ['Holiday cover', '{first} is away for three weeks; named who stands in.'],
  ],
  email: [
    ['Agenda for our next call', 'Proposed three points to {first}: approvals, reports, seats.'],
    ['Minutes of our meeting', 'Sent minutes to {first} with two points for {company} and one for us.'],
    ['Year-end closing', 'Sent {first} the list of what to close before the end of the year.'],
    ['Permissions', '{first} asks who at {company} may change prices. Sent the list of roles.'],
    ['Change of address', '{first} gave the new billing address of {company}.'],
    ['Survey', 'Asked {first} for five minutes for the yearly survey.'],
  ],
  note: [
    ['Calendar', 'Stock-taking at {company} in the second week of January; no changes then.'],
    ['Language', '{first} prefers short emails and a call on Fridays.'],
    ['Who decides', 'Budget is with the finance director, the choice with {first}.'],
    ['Usage', 'About two thirds of the seats of {company} are used every week.'],
  ],
}
const bad: typeof good = {
  meeting: [
    ['Escalation', '{first} brought the list of open tickets. They expect a plan with dates by Friday.'],
    ['Review moved again', 'Only {first} came. The management does not see the use of {product} at present.'],
  ],
  call: [
    ['No answer', 'Tried {first} twice, left a message on the voicemail.'],
    ['Complaint', '{first} is annoyed: third outage of the interface. Asked who is responsible on our side.'],
    ['Fewer seats', '{first} wants to know the notice period and how seats can be given back.'],
  ],
  email: [
    ['Notice period', '{first} asks in writing until when {company} can give notice.'],
    ['Meeting cancelled', '{first} cancels the review and does not propose another date.'],
    ['Data export', '{first} asks how all data can be exported, and in which format.'],
  ],
  note: [
    ['Risk', 'Our champion has left. {first} does not know why {product} was chosen.'],
    ['Competitor', '{first} mentioned a demo of another vendor last week.'],
    ['Usage', 'Sign-ins at {company} have halved since summer.'],
  ],
}

/** The texts that fit how a customer fares at that time. */
export function textsFor(course: Course, isRecent: boolean): Readonly<Record<ActivityKind, readonly ActivityText[]>> {
  if (course === 'sinking') return isRecent ? bad : plain
  return course === 'growing' ? good : plain
}
/** The text with its names put in. */
export function fillIn(text: string, names: Readonly<Record<'first' | 'company' | 'product', string>>): string {
  return text.replace(/\{(first|company|product)\}/g, (_, name: keyof typeof names) => names[name]).replaceAll('..', '.')
}
