using AspireServer;

var builder = WebApplication.CreateBuilder(args);
builder.AddTelemetry();
builder.Services.AddMcpServer().WithHttpTransport().WithSessionStore().WithTools<CounterTools>();
builder.Services.AddHealthChecks().AddSessionStore();

var app = builder.Build();
app.MapMcp("/mcp");
app.MapHealthChecks("/health");
app.Run();
