import { expect, test } from 'vitest'
import { isNotification, type Notice, notificationKinds, toNotice, toNotification, toRef } from './notification.js'

const least: Notice = { user: 'anna', kind: 'owner', about: { type: 'company', id: 'c1' } }
const whole: Notice = {
  ...least,
  ...{ kind: 'activity', property: 'owner', activity: { type: 'note', id: 'n1' }, by: 'ben', plugin: 'acme.x', group: 'g1' },
}

test('[REC-9] a notification is kept as the names of its records, and read back as it was', () => {
  expect(toNotification(least, 7)).toEqual({ user: 'anna', kind: 'owner', name: 'company/c1', at: 7 })
  expect(toNotification(whole, 7)).toEqual({
    ...{ user: 'anna', kind: 'activity', name: 'company/c1', at: 7 },
    ...{ property: 'owner', activity: 'note/n1', by: 'ben', plugin: 'acme.x', group: 'g1' },
  })
  for (const notice of [least, whole]) expect(toNotice(toNotification(notice, 7))).toEqual(notice)
})

test('[REC-9] what is not known here says nothing, and what cannot be read is left out', () => {
  const values = { ...toNotification(least, 7) }
  for (const broken of [{ kind: 'other' }, { kind: null }, { user: 5 }, { name: 'company' }, { name: null }, { name: '/c1' }])
    expect([broken, toNotice({ ...values, ...broken })]).toEqual([broken, undefined])
  expect(toNotice({ ...values, property: 5, activity: 'note', by: null, plugin: 7, group: {} as never })).toEqual(least)
})

test('[REC-9] a text names a record by type and id; an id may have slashes, a type is never empty', () => {
  expect([toRef('company/c1'), toRef('follow/a/b'), toRef('a/'), toRef('/c1'), toRef('c1'), toRef(undefined)]).toEqual([
    { type: 'company', id: 'c1' },
    { type: 'follow', id: 'a/b' },
    { type: 'a', id: '' },
    ...[undefined, undefined, undefined],
  ])
})

test('[REC-9] [TSK-6] people are notified of these, and their notifications are records of one type', () => {
  expect(notificationKinds).toEqual(['activity', 'owner', 'stage', 'health', 'assignment', 'reminder'])
  expect([isNotification({ type: 'notification', id: 'x' }), isNotification({ type: 'note', id: 'x' })]).toEqual([true, false])
})
