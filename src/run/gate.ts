import { referencesOf } from '../model/expression.ts'
import { parseExpression } from '../model/expression-parser.ts'
import { type ExpressionContext, evaluateExpression, isTruthy } from '../model/expression-value.ts'
import type { Stage } from '../model/pipeline.ts'
import type { Engine } from './engine.ts'
import type { Failure } from './events.ts'
import { ownFailure } from './failure-from.ts'
import type { ConditionAnswer, ConditionScope } from './scheduler.ts'

/** Why a stage that succeeded does not pass its gate; undefined when it does, or has none. */
export function gateFailure(
  engine: Engine,
  stage: Stage,
  outputs: Readonly<Record<string, string>>,
): Failure | undefined {
  if (stage.kind !== 'batch' || stage.gate === undefined) return undefined
  const context = contextOf(engine, { success: true, failure: false }, outputs)
  const answer = ask(stage.gate, context)
  const evidence = Object.entries(outputs).map(([key, value]) => ({ path: `outputs.${key}`, value }))
  if (answer === true) return undefined
  if (answer === false)
    return ownFailure(
      'gate',
      `the gate of stage "${stage.name}" is false: ${stage.gate}${valuesIn(stage.gate, context)}`,
      {
        hint: 'The stage ran to its end; what it put out does not pass its gate.',
        evidence,
      },
    )
  return ownFailure('gate', `the gate of stage "${stage.name}" cannot be told: ${answer.error}`, {
    hint: 'Write what the gate needs to $BODYWORK_OUTPUT as KEY=VALUE.',
    evidence,
  })
}

/** ` (outputs.accuracy is 0.71)` for everything that the text asks for. */
function valuesIn(text: string, context: ExpressionContext): string {
  const parsed = parseExpression(text)
  if (!parsed.ok) return ''
  const values = referencesOf(parsed.expression).flatMap((reference) => {
    const value = evaluateExpression(reference, context)
    return value.ok ? [`${reference.path.join('.')} is ${String(value.value)}`] : []
  })
  return values.length === 0 ? '' : ` (${[...new Set(values)].join(', ')})`
}

/** The answer of an `if` expression. */
export function conditionAnswer(engine: Engine, condition: string, scope: ConditionScope): ConditionAnswer {
  return ask(condition, contextOf(engine, scope, {}))
}

function contextOf(engine: Engine, scope: ConditionScope, own: Readonly<Record<string, string>>): ExpressionContext {
  const { pipeline, facts } = engine.plan
  return {
    outputs: { ...Object.fromEntries(engine.outputs), ...own },
    env: pipeline.env,
    commit: facts.commit,
    ...(facts.branch === undefined ? {} : { branch: facts.branch, ref: `refs/heads/${facts.branch}` }),
    changed: engine.options.changed,
    state: scope.failure ? 'failure' : scope.success ? 'success' : 'skipped',
  }
}

function ask(text: string, context: ExpressionContext): ConditionAnswer {
  const parsed = parseExpression(text)
  if (!parsed.ok) return { error: parsed.problem.message }
  const value = evaluateExpression(parsed.expression, context)
  return value.ok ? isTruthy(value.value) : { error: value.message }
}
