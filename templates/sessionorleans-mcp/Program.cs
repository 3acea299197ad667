#if (!http)
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
#endif
using NotesServer;

#if (http)
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddMcpServer().WithHttpTransport().WithSessionStore().WithTools<NoteTools>();
builder.Services.AddHealthChecks().AddSessionStore();

var app = builder.Build();
app.MapMcp("/mcp");
app.MapHealthChecks("/health");
app.Run();
#else
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace); // standard output is the protocol's
builder.Services.AddMcpServer().WithStdioServerTransport().WithSessionStore().WithTools<NoteTools>();
await builder.Build().RunAsync();
#endif
