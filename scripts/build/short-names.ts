/**
 * Properties of objects that nobody outside sees. The build shortens each, to the same in every file of the page, since
 * such objects cross from one to another. What is stored, sent, public, or written as text must not stand here:
 * `test/scripts/short-names.test.ts`. Of a stored program it may: that is read by the build alone that wrote it.
 */
export const SHORT_NAMES: readonly string[] = `
above acceptForeignPlan accepts accumulate accumulateAnew acknowledge admit advanceAll advancedTo advanceTime
advanceTo amounts analyse analysed attempt backlog become beforeGroups beginning blank branches byName byText
byThreshold cameTo clockFacts codeFor compiledSegments compileMetric conditional conditionOf createEngine
createLayerReader createSurveys createWatchedCompiler dateFact decide declaredTraits definitionOf demand demands
dependents deserialize deviceFacts dominates dueTimes eachNumber eachValue endings endOfSession entryCounts
everyMs existing exitCounts expire explainer explainIn factNodes factOf factOfMetric factory factsByName
factsOfSessions findWords firstPosition folding foldOfProperty followsSessions forgets fresh furtherKinds guard
handBack handedTo handOver hasRules hostFacts inFormula ingest inMs inOrder inRange inSession inside inspection
invalidate isAdditive isAll isAlone isApproximate isAskedBy isCovered isCurrent isDerived isDirty isDuration
isExact isForeignPlan isFull isKnown isLatest isLeft isLowerBound isMeasured isNumeric isOfPage isOfSeveral
isOtherPlan isOutdated isPlain isReplay isScore isSettled isShared isStale isUncertain isUnknown isWhole journal
judge jumps keeperOf keepers keepHouse keeping keepingFor keepingOf keepMs keptTo lacksPast lastStored
loadActive loader loadLayer loadPart loadPast locate lookAhead matcher maxBytes maxPerValue measured memberships
metricAt metricNodes metricOf metricsSoFar metricValues missingIsFalse missingTo moved needs needsEntries
newSession nextChange nextTimer noMatches noStates notDue noText noTimes offsetAt ofItem onAnalysed onAnswers
onChange onCommit onDecided onDeleted onDue onError onForeignPlan onlyFact onPage onProblem onRemoteCommit onSet
onShown onSlow onText otherFacts otherText passTime permitted personal placeIn planId precedence predicate
predicateAt predicateOf predicates prepare propertyOf rank ranks ranOut readBy readers readFact readHostFact
reading readNumbers readSources rebuild reduceProps refreshFacts refreshHostFact restarts retract router
rowLength safely saveMetrics schedule scheduleAll segmentExists segmentIndexes serialize sessionStart
sessionTimeoutMs setDefinitions setFacts settle showPanel slides sourceFact spanMs specialWindow speech stamp
startActive startMeasuring startsWithNot stored subscribePattern tables takeChanged takeChanges takeIn
takenPages takeOver takeStored timedCount timers toKnow traitsOf transact turns unconditional usesNext usesNot
visitFact visitFacts wanted withExperiences withoutSession writeEveryMs writeNext
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
