import { expect, test } from 'vitest'
import { eventRecorder, type Happening } from '../../../src/local/controllers/event-recorder.ts'
import { memoryStore, podObject } from '../../builders-local.ts'

const happening: Happening = {
  type: 'Warning',
  reason: 'Failed',
  message: 'Error: no',
  component: 'kubelet',
  host: 'local',
}

function recorded() {
  const store = memoryStore()
  const pod = store.create(podObject())
  return { store, pod, recorder: eventRecorder(store), events: () => store.list('v1', 'Event') }
}

test('what repeats is counted, not written again', async () => {
  const { store, pod, recorder, events } = recorded()
  recorder.record(pod, happening)
  await store.clock.advance(5000)
  recorder.record(pod, happening)
  expect(events()).toHaveLength(1)
  expect(events()[0]).toMatchObject({
    count: 2,
    firstTimestamp: '2026-01-05T09:00:00Z',
    lastTimestamp: '2026-01-05T09:00:05Z',
  })
})

test('after 25 at once a source falls silent, and speaks again five minutes later', async () => {
  const { store, pod, recorder, events } = recorded()
  for (let time = 0; time < 40; time++) recorder.record(pod, happening)
  expect(events()[0]).toMatchObject({ count: 25 })
  await store.clock.advance(301_000)
  recorder.record(pod, happening)
  expect(events()[0]).toMatchObject({ count: 26 })
})

test('ten similar messages are combined', () => {
  const { pod, recorder, events } = recorded()
  for (let number = 0; number < 12; number++) recorder.record(pod, { ...happening, message: `Error: ${number}` })
  const combined = events().filter((event) => String(event['message']).startsWith('(combined from similar events): '))
  expect(events()).toHaveLength(12)
  expect(combined).toHaveLength(3)
})

test('an event is gone an hour after it was last seen', async () => {
  const { store, pod, recorder, events } = recorded()
  recorder.record(pod, happening)
  await store.clock.advance(1_800_000)
  recorder.record(pod, happening)
  await store.clock.advance(2_400_000)
  expect(events()).toHaveLength(1)
  await store.clock.advance(1_500_000)
  expect(events()).toHaveLength(0)
})

test('an event that cannot be written is no fault of the one who tells it', () => {
  const { store, pod } = recorded()
  const refusing = {
    ...store,
    create: () => {
      throw new Error('terminating')
    },
  }
  expect(() => eventRecorder(refusing).record(pod, happening)).not.toThrow()
})
