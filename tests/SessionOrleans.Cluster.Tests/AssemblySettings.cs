// Each class has a Redis and up to nine processes of its own, and most of the time they wait: three at once are enough.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
