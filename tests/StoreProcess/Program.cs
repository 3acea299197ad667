using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using StoreProcess;

// A store in a process of its own, for tests that kill and pause it. Options come from the environment; orders come line by line on
// standard input, answers go to standard output, the log to standard error.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Services.AddSingleton<Orders>();
builder.Services.AddSingleton<LockOrders>();
builder.Services.AddSingleton<CounterOrders>();
builder.Services.AddSingleton<WorkOrders>();
builder.Services.AddSingleton<WatchOrders>();
builder.Services.AddHostedService<Conversation>();
builder.Services.AddSessionStore(
    configureSilo: silo => silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ActivationsOfSilo>());
await builder.Build().RunAsync();
