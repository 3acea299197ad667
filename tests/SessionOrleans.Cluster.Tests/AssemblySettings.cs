// Each class has a Redis and up to nine processes of its own, and most of them bound how long something takes: two at once are enough.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
