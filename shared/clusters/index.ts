/**
 * Clusters of visitors, and a readable rule for each. Pure: who has a log gives each visitor's values.
 */
export {
  FEWEST_VISITORS,
  MOST_CLUSTERS,
  findClusters,
  type ClusterRule,
  type Clusters,
} from './find-clusters.ts';
export { clusterDefinitions, clusterSegments, ruleText } from './cluster-definitions.ts';
export { membersIn } from './members-in.ts';
export { agreement, silhouette } from './quality.ts';
export { WORTH, aboveEven, isWorthHaving, type Tried } from './try-clusters.ts';
