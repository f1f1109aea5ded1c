/**
 * Properties of objects that nobody outside sees. The build shortens each, to the same in every file of the page, since
 * such objects cross from one to another. What is stored, sent, public, or written as text must not stand here:
 * `test/scripts/short-names.test.ts`. Of a stored program it may: that is read by the build alone that wrote it.
 */
export const SHORT_NAMES: readonly string[] = `
acceptForeignPlan accepts accumulate accumulateAnew acknowledge admit advanceAll advanceTime advanceTo
advancedTo analyse analysed backlog become beforeGroups beginning branches byText byThreshold
cameTo clockFacts codeFor compileMetric compiledSegments conditionOf conditional createEngine
createLayerReader createSurveys decide definitionOf demand demands dependents deserialize 
deviceFacts dominates dueTimes eachNumber eachValue endOfSession endings entryCounts everyMs
existing exitCounts expire explainIn explainer factNodes factOf factOfMetric factory factsByName
factsOfSessions findWords firstPosition foldOfProperty folding followsSessions forgets fresh furtherKinds guard handOver hasRules hostFacts
inFormula inMs inSession ingest inspection invalidate isAdditive isAlone isApproximate isCovered isCurrent
isDerived isDirty isDuration isExact isForeignPlan isFull isKnown isLatest isLeft isLowerBound isMeasured
isNumeric isOfPage isOfSeveral isOtherPlan isOutdated isPlain isReplay isScore isSettled isShared isStale
isUncertain isUnknown journal judge jumps keepHouse keepMs keeperOf keepers keptTo lastStored loadActive
loadLayer loadPart loader locate lookAhead matcher maxBytes maxPerValue measured memberships metricAt
metricNodes metricOf metricValues metricsSoFar missingIsFalse missingTo moved
needs needsEntries newSession nextChange nextTimer noMatches noStates noText noTimes notDue ofItem offsetAt onAnalysed
onAnswers onChange onCommit onDecided onDeleted onDue onError onForeignPlan onPage onProblem onRemoteCommit
onSet onShown onSlow onText onlyFact otherText passTime permitted personal
planId precedence predicate predicateAt predicates propertyOf ranOut rank ranks readBy readFact readHostFact
readNumbers readSources readers reading rebuild reduceProps refreshFacts refreshHostFact restarts retract
router rowLength safely saveMetrics schedule scheduleAll segmentExists segmentIndexes
serialize sessionTimeoutMs setDefinitions setFacts settle
showPanel slides sourceFact spanMs specialWindow speech stamp startActive startMeasuring startsWithNot
stored subscribePattern tables takeChanged takeChanges takeOver takeStored timedCount timers transact
unconditional usesNext usesNot visitFact visitFacts withExperiences writeEveryMs writeNext
byName declaredTraits handBack handedTo inOrder isAskedBy isWhole lacksPast loadPast otherFacts placeIn
createWatchedCompiler keeping keepingFor keepingOf sessionStart toKnow predicateOf takenPages traitsOf withoutSession
`
  .trim()
  .split(/\s+/);

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** A capital and a small letter each, as no other property of ours is written. */
const PAIRS = LETTERS.flatMap((first) =>
  LETTERS.map((second) => first.toUpperCase() + second),
).filter((pair) => !/^(In)$/.test(pair));

/** For terser. */
export const nameCache = () => ({
  vars: {},
  props: { props: Object.fromEntries(SHORT_NAMES.map((name, at) => [`$${name}`, PAIRS[at]])) },
});

/** Those, and names that begin with `_`, which no bundle shares with another. */
export const isShortened = new RegExp(`^(_.*|${SHORT_NAMES.join('|')})$`);
