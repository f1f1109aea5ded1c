/**
 * Properties of objects that nobody outside sees. The build shortens each, to the same in every file of the page, since
 * such objects cross from one to another. What is stored, sent, public, or written as text must not stand here:
 * `test/scripts/short-names.test.ts`. Of a stored program it may: that is read by the build alone that wrote it.
 */
export const SHORT_NAMES: readonly string[] = `
acceptForeignPlan accepts acknowledge advanceAll advanceTime advanceTo advancedTo background backlog
beforeGroups branches byText byThreshold cameTo clockFacts codeFor compileMetric compiledSegments conditionOf
conditional createSurveys definitionOf demand demands dependents deserialize deviceFacts dominates dueTimes endOfSession
endings entryCounts everyMs exitCounts factNodes factOf factOfMetric factsByName factsOfSessions findWords
findings followsSessions forgets guard handOver hasRules hostFacts inFormula inMs inspection isApproximate
isCovered isDerived isDirty isDuration isExact isForeignPlan isFull isLatest isLeft isLowerBound isMeasured
isOtherPlan isOutdated isPlain isReplay isScore isSettled isStale isUnknown judge keepHouse keepMs keeperOf
keepers lastStored loadActive loadLayer loadPart lookAhead maxPerValue measured memberships metricAt
metricNodes metricOf metricValues metricsSoFar missingIsFalse missingTo modify namespaces needsEntries
nextChange nextTimer noStates noText ofItem onAnswers onCommit onDecided onDeleted onDue onError onForeignPlan
onProblem onRemoteCommit onSet onShown onSlow onText onlyFact passTime permitted personal planId precedence
predicate predicateAt ranOut ranks readBy readFact readNumbers readSources reading refreshFacts refreshHostFact
router safely saveMetrics scheduleAll segmentExists segmentIndexes serialize sessionMetrics sessionTimeoutMs
setDefinitions setFacts showPanel stamp startActive subscribe tables takeChanged takeChanges takeOver takeStored
thresholds timedCount unconditional visitFacts withExperiences writeEveryMs
`
  .trim()
  .split(/\s+/);

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** For terser: a capital and a small letter each, as no other property is written. */
export const nameCache = () => ({
  vars: {},
  props: {
    props: Object.fromEntries(
      SHORT_NAMES.map((name, at) => {
        const first = LETTERS[Math.floor(at / LETTERS.length)] ?? '';
        return [`$${name}`, first.toUpperCase() + (LETTERS[at % LETTERS.length] ?? '')];
      }),
    ),
  },
});

/** Those, and names that begin with `_`, which no bundle shares with another. */
export const isShortened = new RegExp(`^(_.*|${SHORT_NAMES.join('|')})$`);
