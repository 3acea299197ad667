// Most of these tests wait for Redis to fail over, to end or to come back, and leave the processors to others.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
