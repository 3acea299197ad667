// Each run of the program has six processes of its own and is about time: two at once are enough.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
